package coffee.crema.rooms;

import coffee.crema.realtime.connection.Attachment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is answered to {@link RoomCommand}s; names as in docs/protocol.md.
public sealed interface RoomAnswer {

    /// It was done, and there is no more to say.
    record Done() implements RoomAnswer {}

    /// A room that was made or changed.
    record Changed(RoomView room) implements RoomAnswer {}

    /// A room, and what the asker is in it, if anything.
    record Seen(RoomView room, @Nullable String role, @Nullable List<String> permissions)
            implements RoomAnswer {}

    /// @param next to be given as `after` for the next page; absent at the end
    record Page(List<RoomView> rooms, @Nullable String next) implements RoomAnswer {}

    /// Membership, as it was written.
    record Joined(RoomView room, String role, List<String> permissions) implements RoomAnswer {}

    /// Membership, and where the socket stands in the room's channels.
    record Entered(
            RoomView room, String role, List<String> permissions, Map<String, Stand> channels)
            implements RoomAnswer {}

    /// Where a socket stands in a channel.
    record Stand(boolean recovered, String epoch, long offset) {
        static Stand of(Attachment attachment) {
            return new Stand(
                    attachment.recovered(),
                    attachment.position().epoch(),
                    attachment.position().offset());
        }
    }

    /// @param expiresAtMs Unix milliseconds
    record GuestToken(String token, long expiresAtMs) implements RoomAnswer {}

    /// @param invitation for as many as take it; opens nothing by itself
    /// @param expiresAtMs Unix milliseconds
    record Invitation(String invitation, long expiresAtMs) implements RoomAnswer {}

    /// Who took an invitation, and with what.
    ///
    /// @param user the guest's id
    /// @param expiresAtMs of the token, Unix milliseconds
    record Guest(String token, String user, String name, String room, String role, long expiresAtMs)
            implements RoomAnswer {}

    /// @param next to be given as `after` for the next page; absent at the end
    record Members(List<MemberView> members, @Nullable String next) implements RoomAnswer {}

    record MemberView(String user, String name, String role) {}

    /// A role's permissions as clients read them.
    static List<String> permissionsOf(Role role) {
        return role.permissions().stream().map(Permission::wireName).toList();
    }
}
