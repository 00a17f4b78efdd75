package coffee.crema.realtime.wire;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import org.jspecify.annotations.Nullable;

/// What a server says on a socket. `data` parts are records or maps that {@link WireMapper} can write.
public sealed interface ServerMessage {

    /// The answer to a command that was carried out.
    record Ack(long id, Object data) implements ServerMessage {}

    /// The answer to a command that was refused.
    ///
    /// @param id the command's number, or null when it could not be read
    record Refused(@Nullable Long id, RejectedException cause) implements ServerMessage {}

    /// An event of a channel.
    ///
    /// @param offset its place in the stream, or -1 for an ephemeral event
    record Happened(ChannelName channel, long offset, Event event) implements ServerMessage {}

    /// The whole current state of a channel for one member.
    ///
    /// @param reason `joined`, `resumed` or `reset`
    record Snapshot(ChannelName channel, Position position, String reason, Object data)
            implements ServerMessage {}

    /// A word about the connection itself: `moved`, `token-expiring`, `drain`.
    record Notice(String type, Object data) implements ServerMessage {}
}
