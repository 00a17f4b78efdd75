package coffee.crema.rooms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens to a room and its people, as it is told on the room's channels; names as in docs/protocol.md.
public sealed interface RoomEvent {

    /// `room.updated`
    record Updated(RoomView room) implements RoomEvent {}

    /// `room.closed`
    record Closed() implements RoomEvent {}

    /// `room.member-joined`
    record MemberJoined(String user, String name, String role) implements RoomEvent {}

    /// `room.member-left`
    record MemberLeft(String user) implements RoomEvent {}

    /// `room.member-removed`
    ///
    /// @param reason `kicked` or `banned`; a moderator's own words go to the staff alone
    record MemberRemoved(String user, String reason) implements RoomEvent {}

    /// `room.role-changed`
    record RoleChanged(String user, String role) implements RoomEvent {}

    /// `room.member-muted`
    record MemberMuted(String user, @Nullable Long untilMs) implements RoomEvent {}

    /// `room.member-unmuted`
    record MemberUnmuted(String user) implements RoomEvent {}

    /// `room.member-banned`, to the staff alone.
    record MemberBanned(String user, String by, @Nullable Long untilMs, @Nullable String reason)
            implements RoomEvent {}

    /// `room.member-unbanned`, to the staff alone.
    record MemberUnbanned(String user, String by) implements RoomEvent {}

    /// `room.invited`, to the invited user's own channel.
    record Invited(String room, String title, String type, String role, String by)
            implements RoomEvent {}

    /// Every name, for the protocol's description.
    List<String> NAMES =
            List.of(
                    "room.updated",
                    "room.closed",
                    "room.member-joined",
                    "room.member-left",
                    "room.member-removed",
                    "room.role-changed",
                    "room.member-muted",
                    "room.member-unmuted",
                    "room.member-banned",
                    "room.member-unbanned",
                    "room.invited");

    default String wireName() {
        return switch (this) {
            case Updated _ -> "room.updated";
            case Closed _ -> "room.closed";
            case MemberJoined _ -> "room.member-joined";
            case MemberLeft _ -> "room.member-left";
            case MemberRemoved _ -> "room.member-removed";
            case RoleChanged _ -> "room.role-changed";
            case MemberMuted _ -> "room.member-muted";
            case MemberUnmuted _ -> "room.member-unmuted";
            case MemberBanned _ -> "room.member-banned";
            case MemberUnbanned _ -> "room.member-unbanned";
            case Invited _ -> "room.invited";
        };
    }
}
