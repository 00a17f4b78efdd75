package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.ClientCommand;
import org.jspecify.annotations.Nullable;

/// What may be asked of rooms: one record per wire `type`, see docs/protocol.md. Both doors use them.
public sealed interface RoomCommand extends ClientCommand {

    /// `room.create`
    record Create(
            RoomType type,
            String title,
            @Nullable Visibility visibility,
            @Nullable Integer capacity,
            @Nullable Integer slowModeMs,
            @Nullable RoomId id)
            implements RoomCommand {}

    /// `room.get`
    record Get(RoomId room) implements RoomCommand {}

    /// `room.list`
    ///
    /// @param after `next` of the page before
    record List(@Nullable String after, @Nullable Integer limit) implements RoomCommand {}

    /// `room.update`; what is absent stays.
    record Update(
            RoomId room,
            @Nullable String title,
            @Nullable Visibility visibility,
            @Nullable Integer capacity,
            @Nullable Integer slowModeMs)
            implements RoomCommand {}

    /// `room.close`
    record Close(RoomId room) implements RoomCommand {}

    /// `room.join`; with `epoch` and `offset`, what was missed since follows instead of a snapshot if it can.
    record Join(RoomId room, @Nullable Role role, @Nullable String epoch, @Nullable Long offset)
            implements RoomCommand {}

    /// `room.leave`
    record Leave(RoomId room) implements RoomCommand {}

    /// `room.invite`
    record Invite(RoomId room, UserId user, Role role) implements RoomCommand {}

    /// `room.guest-token`
    record GuestToken(RoomId room, Role role, @Nullable String name, @Nullable Integer ttlSeconds)
            implements RoomCommand {}

    /// `room.invitation`
    record Invitation(RoomId room, Role role, @Nullable Integer ttlSeconds)
            implements RoomCommand {}

    /// `room.revoke-invitations`
    record RevokeInvitations(RoomId room) implements RoomCommand {}

    /// `room.set-role`
    record SetRole(RoomId room, UserId user, Role role) implements RoomCommand {}

    /// `room.kick`
    record Kick(RoomId room, UserId user) implements RoomCommand {}

    /// `room.ban`; without `untilMs` for good.
    record Ban(RoomId room, UserId user, @Nullable Long untilMs, @Nullable String reason)
            implements RoomCommand {}

    /// `room.unban`
    record Unban(RoomId room, UserId user) implements RoomCommand {}

    /// `room.mute`; without `untilMs` for good.
    record Mute(RoomId room, UserId user, @Nullable Long untilMs) implements RoomCommand {}

    /// `room.unmute`
    record Unmute(RoomId room, UserId user) implements RoomCommand {}

    /// `room.members`
    ///
    /// @param after `next` of the page before
    record Members(RoomId room, @Nullable UserId after, @Nullable Integer limit)
            implements RoomCommand {}
}
