package coffee.crema.presence;

import coffee.crema.realtime.connection.ClientCommand;
import java.util.Map;
import java.util.OptionalLong;

/// What a client may ask of presence.
public sealed interface PresenceCommand extends ClientCommand {

    /// `presence.update`: this device's custom state, in full; a JSON object of at most 1 KiB.
    record Update(String room, Map<String, Object> state) implements PresenceCommand {}

    /// `presence.list`
    record ListPeople(String room) implements PresenceCommand {}

    /// `presence.last-seen`
    record FindLastSeen(String room, String user) implements PresenceCommand {}

    /// The answer to {@link FindLastSeen}.
    ///
    /// @param here whether the user is in this room now
    /// @param lastSeenMs when the user was last in any room, Unix milliseconds; absent when never
    record LastSeenAnswer(boolean here, OptionalLong lastSeenMs) {}
}
