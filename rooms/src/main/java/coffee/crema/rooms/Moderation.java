package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Keeping the peace: kick, ban, mute. For sockets and HTTP alike. What is decided acts on every node's live sockets by the events that it tells.
///
/// **Threading, errors.** As {@link Rooms}.
public final class Moderation {
    private final RoomDesk desk;
    private final Memberships memberships;

    public Moderation(RoomDesk desk, Memberships memberships) {
        this.desk = desk;
        this.memberships = memberships;
    }

    /// Sends a member out. Who has no invitation any more comes back to a public room only.
    public CompletionStage<RoomAnswer.Done> kick(Request request, RoomCommand.Kick ask) {
        return act(
                request,
                ask.room(),
                ask.user(),
                (tx, actor, target, nowMs) -> {
                    requireMember(target);
                    memberships.remove(tx, target);
                    desk.store().removeGrant(tx, target.room().id(), target.user());
                    tellRemoved(tx, target, "kicked");
                });
    }

    /// Sends somebody out, member or not, and keeps them out until then. The reason is told to the staff alone.
    public CompletionStage<RoomAnswer.Done> ban(Request request, RoomCommand.Ban ask) {
        long untilMs = Fields.until(ask.untilMs(), desk.nowMs());
        Optional<String> reason =
                Optional.ofNullable(ask.reason())
                        .map(r -> Fields.text("data.reason", r, RoomLimits.REASON_MAX));
        return act(
                request,
                ask.room(),
                ask.user(),
                (tx, actor, target, nowMs) -> {
                    RoomId room = target.room().id();
                    UserId user = target.user();
                    desk.store()
                            .putBan(
                                    tx,
                                    room,
                                    user,
                                    new Standing.Ban(untilMs, reason),
                                    actor.user(),
                                    nowMs);
                    desk.store().removeGrant(tx, room, user);
                    if (target.member().isPresent()) {
                        memberships.remove(tx, target);
                        tellRemoved(tx, target, "banned");
                    }
                    desk.tellStaff(
                            tx,
                            room,
                            new RoomEvent.MemberBanned(
                                    user.value(),
                                    actor.user().value(),
                                    shown(untilMs),
                                    reason.orElse(null)));
                });
    }

    /// Lets somebody come again. Harmless for somebody who is not banned.
    public CompletionStage<RoomAnswer.Done> unban(Request request, RoomCommand.Unban ask) {
        return act(
                request,
                ask.room(),
                ask.user(),
                (tx, actor, target, nowMs) -> {
                    RoomId room = target.room().id();
                    if (desk.store().removeBan(tx, room, target.user())) {
                        desk.tellStaff(
                                tx,
                                room,
                                new RoomEvent.MemberUnbanned(
                                        target.user().value(), actor.user().value()));
                    }
                });
    }

    /// Takes a member's voice until then: no chat, no publishing. Holds across leaving and joining.
    public CompletionStage<RoomAnswer.Done> mute(Request request, RoomCommand.Mute ask) {
        long untilMs = Fields.until(ask.untilMs(), desk.nowMs());
        return act(
                request,
                ask.room(),
                ask.user(),
                (tx, actor, target, nowMs) -> {
                    requireMember(target);
                    RoomId room = target.room().id();
                    desk.store().putMute(tx, room, target.user(), untilMs, actor.user(), nowMs);
                    desk.tellRoom(
                            tx,
                            room,
                            new RoomEvent.MemberMuted(target.user().value(), shown(untilMs)));
                });
    }

    /// Gives the voice back. Harmless for somebody who is not muted.
    public CompletionStage<RoomAnswer.Done> unmute(Request request, RoomCommand.Unmute ask) {
        return act(
                request,
                ask.room(),
                ask.user(),
                (tx, actor, target, nowMs) -> {
                    RoomId room = target.room().id();
                    if (desk.store().removeMute(tx, room, target.user())) {
                        desk.tellRoom(tx, room, new RoomEvent.MemberUnmuted(target.user().value()));
                    }
                });
    }

    @FunctionalInterface
    private interface Act {
        void on(Tx tx, Standing actor, Standing target, long nowMs);
    }

    private CompletionStage<RoomAnswer.Done> act(
            Request request, RoomId room, UserId user, Act act) {
        return desk.decide(
                request,
                room,
                RoomAnswer.Done.class,
                (tx, actor, nowMs) -> {
                    Role acting =
                            RoomPolicy.requireOpen(
                                    request.principal(), actor, Permission.MODERATE, nowMs);
                    Standing target = desk.standing(tx, room, user);
                    RoomPolicy.requireMayActOn(request.principal(), acting, target);
                    act.on(tx, actor, target, nowMs);
                    return new RoomAnswer.Done();
                });
    }

    private void tellRemoved(Tx tx, Standing target, String reason) {
        desk.tellEverywhere(
                tx, target.room().id(), new RoomEvent.MemberRemoved(target.user().value(), reason));
    }

    private static void requireMember(Standing target) {
        if (target.member().isEmpty()) {
            throw RejectedException.of(ErrorCode.NOT_FOUND, "no such member");
        }
    }

    private static @Nullable Long shown(long untilMs) {
        return untilMs == Standing.FOREVER ? null : untilMs;
    }
}
