package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Who belongs to a room and as what: joining, leaving, inviting, roles. For sockets and HTTP alike.
///
/// **Seats.** A seat is taken by one conditional update, so a room never holds more people than its capacity; the owner's place is kept aside. A member keeps the
/// seat while away. When a newcomer finds none, the features that know who is present are asked, the seats of those who are gone become free, and the newcomer
/// tries once more.
///
/// **Threading, errors.** As {@link Rooms}.
public final class Memberships {
    private final RoomDesk desk;
    private final GuestTokens guestTokens;
    private final SeatSearch seatSearch;

    /// @param features asked for occupants when a room is full
    public Memberships(RoomDesk desk, GuestTokens guestTokens, List<RoomFeature> features) {
        this.desk = desk;
        this.guestTokens = guestTokens;
        this.seatSearch = new SeatSearch(desk, features);
    }

    /// Makes the asker a member, or confirms that they are one. On a socket, {@link LiveRooms} does the rest.
    ///
    /// @return fails with `full`, `banned`, `closed`, `forbidden`, `not_found`
    public CompletionStage<RoomAnswer.Joined> join(Request request, RoomCommand.Join ask) {
        RoomId room = ask.room();
        @Nullable Role role = ask.role();
        RoomPolicy.requirePass(request.principal(), room);
        return seatSearch.whenFull(
                room,
                () ->
                        desk.decide(
                                request,
                                room,
                                RoomAnswer.Joined.class,
                                (tx, actor, nowMs) -> seat(tx, request, actor, role, nowMs)));
    }

    private RoomAnswer.Joined seat(
            Tx tx, Request request, Standing actor, @Nullable Role asked, long nowMs) {
        Principal principal = request.principal();
        Role role = RoomPolicy.admit(principal, actor, asked, nowMs);
        requireHostStays(tx, actor, Optional.of(role));
        boolean guest = principal.kind() == Principal.Kind.GUEST;
        put(tx, actor, new Newcomer(principal.name(), role, guest), nowMs);
        RoomId room = actor.room().id();
        if (actor.member().isEmpty() && role.takesSeat()) {
            desk.tellRoom(
                    tx,
                    room,
                    new RoomEvent.MemberJoined(
                            actor.user().value(), principal.name(), role.wireName()));
        } else if (actor.role().isPresent() && actor.role().get() != role) {
            desk.tellEverywhere(
                    tx, room, new RoomEvent.RoleChanged(actor.user().value(), role.wireName()));
        }
        return new RoomAnswer.Joined(
                RoomView.of(actor.room()), role.wireName(), RoomAnswer.permissionsOf(role));
    }

    private record Newcomer(String name, Role role, boolean guest) {}

    /// Writes the member, and takes or gives back a seat as the role wants it.
    private void put(Tx tx, Standing who, Newcomer now, long nowMs) {
        Room room = who.room();
        boolean needs = RoomPolicy.countsSeat(room, who.user(), now.role());
        boolean holds = who.member().map(RoomMember::seated).orElse(false);
        if (needs && !holds && !desk.store().takeSeat(tx, room.id())) {
            throw RejectedException.limit(ErrorCode.FULL, "no free seat", room.capacity());
        }
        if (holds && !needs) {
            desk.store().giveSeatBack(tx, room.id());
        }
        desk.store()
                .putMember(
                        tx,
                        room.id(),
                        new RoomMember(who.user(), now.name(), now.role(), needs, now.guest()),
                        nowMs);
    }

    /// Ends one's membership, on all devices. Harmless for somebody who is no member.
    public CompletionStage<RoomAnswer.Done> leave(Request request, RoomCommand.Leave ask) {
        RoomId room = ask.room();
        RoomPolicy.requirePass(request.principal(), room);
        return desk.decide(
                request,
                room,
                RoomAnswer.Done.class,
                (tx, actor, nowMs) -> {
                    if (actor.member().isPresent()) {
                        if (!actor.room().closed()) {
                            requireHostStays(tx, actor, Optional.empty());
                        }
                        remove(tx, actor);
                        desk.tellEverywhere(
                                tx, room, new RoomEvent.MemberLeft(actor.user().value()));
                    }
                    return new RoomAnswer.Done();
                });
    }

    /// Ends somebody's membership and gives the seat back. No event is told.
    void remove(Tx tx, Standing who) {
        RoomId room = who.room().id();
        if (who.member().map(RoomMember::seated).orElse(false)) {
            desk.store().giveSeatBack(tx, room);
        }
        desk.store().removeMember(tx, room, who.user());
    }

    /// Gives somebody who is no member yet a role to come in with, and tells them.
    public CompletionStage<RoomAnswer.Done> invite(Request request, RoomCommand.Invite ask) {
        RoomId room = ask.room();
        UserId user = ask.user();
        Role role = ask.role();
        return desk.decide(
                request,
                room,
                RoomAnswer.Done.class,
                (tx, actor, nowMs) -> {
                    Role acting =
                            RoomPolicy.requireOpen(
                                    request.principal(), actor, Permission.INVITE, nowMs);
                    RoomPolicy.requireMayGrant(acting, role);
                    Standing target = desk.standing(tx, room, user);
                    if (target.member().isPresent()) {
                        throw RejectedException.of(
                                ErrorCode.CONFLICT, "already a member: change the role instead");
                    }
                    RoomPolicy.requireMayActOn(request.principal(), acting, target);
                    desk.store().putGrant(tx, room, user, role, actor.user(), nowMs);
                    tellInvited(tx, actor, user, role);
                    return new RoomAnswer.Done();
                });
    }

    private void tellInvited(Tx tx, Standing actor, UserId user, Role role) {
        Room room = actor.room();
        RoomEvent event =
                new RoomEvent.Invited(
                        room.id().value(),
                        room.title(),
                        room.type().wireName(),
                        role.wireName(),
                        actor.user().value());
        desk.tell(tx, ChannelName.ofUser(user), event.wireName(), event);
    }

    /// Mints a token that opens this room in this role. A resend gets the same one; what is recorded is the guest, not the token.
    public CompletionStage<RoomAnswer.GuestToken> guestToken(
            Request request, RoomCommand.GuestToken ask) {
        RoomId room = ask.room();
        Role role = ask.role();
        Optional<String> name =
                Optional.ofNullable(ask.name())
                        .map(n -> Fields.text("data.name", n, RoomLimits.GUEST_NAME_MAX));
        int ttlSeconds = RoomLimits.guestTtlSeconds(ask.ttlSeconds());
        return desk.decide(
                        request,
                        room,
                        GuestTokens.Pass.class,
                        (tx, actor, nowMs) -> {
                            RoomPolicy.requireMayAdmitGuest(
                                    request.principal(), actor, role, nowMs);
                            return guestTokens.draw(name, Duration.ofSeconds(ttlSeconds));
                        })
                .thenApply(pass ->
                        new RoomAnswer.GuestToken(
                                guestTokens.sign(room, role, pass), pass.expiresAtMs()));
    }

    /// Makes a member something else, at once on all of their sockets. The role outlives leaving.
    ///
    /// @return fails with `full` when the new role takes a seat and none is free
    public CompletionStage<RoomAnswer.Done> setRole(Request request, RoomCommand.SetRole ask) {
        RoomId room = ask.room();
        UserId user = ask.user();
        Role role = ask.role();
        return desk.decide(
                request,
                room,
                RoomAnswer.Done.class,
                (tx, actor, nowMs) -> {
                    Role acting =
                            RoomPolicy.requireOpen(
                                    request.principal(), actor, Permission.INVITE, nowMs);
                    RoomPolicy.requireMayGrant(acting, role);
                    Standing target = desk.standing(tx, room, user);
                    RoomPolicy.requireMayActOn(request.principal(), acting, target);
                    RoomMember member =
                            target.member()
                                    .orElseThrow(() ->
                                            RejectedException.of(
                                                    ErrorCode.NOT_FOUND, "no such member"));
                    if (member.guest()) {
                        RoomPolicy.requireFitsGuest(role);
                    }
                    requireHostStays(tx, target, Optional.of(role));
                    desk.store().putGrant(tx, room, user, role, actor.user(), nowMs);
                    if (member.role() != role) {
                        put(tx, target, new Newcomer(member.name(), role, member.guest()), nowMs);
                        desk.tellEverywhere(
                                tx, room, new RoomEvent.RoleChanged(user.value(), role.wireName()));
                    }
                    return new RoomAnswer.Done();
                });
    }

    private void requireHostStays(Tx tx, Standing who, Optional<Role> next) {
        if (who.role().equals(Optional.of(Role.HOST))) {
            RoomPolicy.requireNotLastHost(
                    who.role(), next, desk.store().countHosts(tx, who.room().id()));
        }
    }
}
