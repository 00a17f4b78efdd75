package coffee.crema.realtime.wire;

import org.jspecify.annotations.Nullable;

/// What a client said, as far as it could be read.
public sealed interface ClientMessage {

    /// A well-formed command.
    ///
    /// @param id 1 to 2^53-1, chosen by the client
    /// @param data the record of `type`
    record Asked(long id, String type, Object data) implements ClientMessage {}

    /// A message that is refused as it is.
    ///
    /// @param id null when it could not be read
    /// @param fatal whether it is not even one object: the client does not speak this protocol
    record Unreadable(@Nullable Long id, RejectedException cause, boolean fatal)
            implements ClientMessage {}
}
