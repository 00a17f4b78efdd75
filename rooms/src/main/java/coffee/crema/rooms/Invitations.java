package coffee.crema.rooms;

import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Invitations to people without an account, many by one: the QR code on the wall. Whoever takes one becomes a guest of its own, as often as it is taken.
///
/// An invitation ends by its time, when the room is closed, or when all of the room's are taken back. A ban shuts out a guest and not the person, who may take the invitation again.
///
/// **Threading, errors.** As {@link Rooms}.
public final class Invitations implements Feature {

    /// How long a guest's token holds: as long as one can, since who comes back without it is somebody else. The installation may cut it.
    private static final Duration GUEST_TTL = Duration.ofSeconds(RoomLimits.GUEST_TTL_SECONDS_MAX);

    private final RoomDesk desk;
    private final InvitationTokens invitations;
    private final GuestTokens guests;

    public Invitations(RoomDesk desk, InvitationTokens invitations, GuestTokens guests) {
        this.desk = desk;
        this.invitations = invitations;
        this.guests = guests;
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>("room.invitation", RoomCommand.Invitation.class, 1, this::make),
                new CommandType<>(
                        "room.revoke-invitations",
                        RoomCommand.RevokeInvitations.class,
                        1,
                        this::revoke));
    }

    /// Makes an invitation to this room in this role. A resend gets the same one; what is recorded is its term, not its text.
    public CompletionStage<RoomAnswer.Invitation> make(
            Request request, RoomCommand.Invitation ask) {
        RoomId room = ask.room();
        Role role = ask.role();
        int ttlSeconds = RoomLimits.guestTtlSeconds(ask.ttlSeconds());
        return desk.decide(
                        request,
                        room,
                        InvitationTokens.Term.class,
                        (tx, actor, nowMs) -> {
                            RoomPolicy.requireMayAdmitGuest(
                                    request.principal(), actor, role, nowMs);
                            return invitations.draw(
                                    desk.store().invitationRound(tx, room),
                                    Duration.ofSeconds(ttlSeconds));
                        })
                .thenApply(term ->
                        new RoomAnswer.Invitation(
                                invitations.sign(room, role, term), term.expiresAtMs()));
    }

    /// Takes all invitations to the room back that were made until now. Guests who came by them stay.
    public CompletionStage<RoomAnswer.Done> revoke(
            Request request, RoomCommand.RevokeInvitations ask) {
        RoomId room = ask.room();
        return desk.decide(
                request,
                room,
                RoomAnswer.Done.class,
                (tx, actor, nowMs) -> {
                    RoomPolicy.requireOpen(request.principal(), actor, Permission.INVITE, nowMs);
                    desk.store().nextInvitationRound(tx, room);
                    return new RoomAnswer.Done();
                });
    }

    /// Makes whoever holds the invitation a guest. Nothing is written: the guest becomes a member by joining.
    ///
    /// @param name what others see
    /// @return fails with `unauthenticated`, `token_expired` (also for one that was taken back), `not_found`, `closed`, `invalid_field`
    public CompletionStage<RoomAnswer.Guest> accept(String invitation, String name) {
        String shown = Fields.text("data.name", name, RoomLimits.GUEST_NAME_MAX);
        return invitations
                .read(invitation)
                .thenCompose(read ->
                        desk.database()
                                .read(tx -> {
                                    requireHolds(tx, read);
                                    return read;
                                }))
                .thenApply(read -> guest(read, shown));
    }

    private void requireHolds(Tx tx, InvitationTokens.Invitation invitation) {
        RoomId id = invitation.room();
        RoomPolicy.requireNotClosed(desk.store().find(tx, id).orElseThrow(RoomDesk::noRoom));
        if (invitation.round() != desk.store().invitationRound(tx, id)) {
            throw RejectedException.of(
                    ErrorCode.TOKEN_EXPIRED, "the invitation was taken back: ask for a new one");
        }
    }

    private RoomAnswer.Guest guest(InvitationTokens.Invitation invitation, String name) {
        RoomId room = invitation.room();
        Role role = invitation.role();
        GuestTokens.Pass pass = guests.draw(Optional.of(name), GUEST_TTL);
        return new RoomAnswer.Guest(
                guests.sign(room, role, pass),
                pass.guest(),
                pass.name(),
                room.value(),
                role.wireName(),
                pass.expiresAtMs());
    }
}
