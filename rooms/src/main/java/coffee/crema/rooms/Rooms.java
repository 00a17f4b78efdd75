package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Rooms themselves: made, read, changed, closed, listed. For sockets and HTTP alike.
///
/// **Threading.** Any thread; nothing blocks. Stages complete on the store's threads.
///
/// **Errors.** Stages fail with {@link RejectedException}; arguments that break a bound are refused by a throw at once.
public final class Rooms {
    private static final String ID_LETTERS = "abcdefghjkmnpqrstvwxyz23456789";
    private static final int ID_LENGTH = 12;

    private final RoomDesk desk;
    private final RoomLimits limits;
    private final RandomGenerator random;

    /// @param random must be unpredictable: ids of rooms are not guessable
    public Rooms(RoomDesk desk, RoomLimits limits, RandomGenerator random) {
        this.desk = desk;
        this.limits = limits;
        this.random = random;
    }

    /// Makes a room; the creator owns it and is its host. A service owns rooms without sitting in them.
    public CompletionStage<RoomAnswer.Changed> create(Request request, RoomCommand.Create ask) {
        Principal owner = request.principal();
        Room room = room(owner, ask);
        return request.durably(
                room.id().value(),
                RoomAnswer.Changed.class,
                tx -> {
                    insert(tx, owner, room);
                    return new RoomAnswer.Changed(RoomView.of(room));
                });
    }

    /// {@link #create} as a part of what a feature does.
    ///
    /// @throws RejectedException as `create` fails
    public Room create(Tx tx, Principal owner, RoomCommand.Create ask) {
        Room room = room(owner, ask);
        insert(tx, owner, room);
        return room;
    }

    private Room room(Principal owner, RoomCommand.Create ask) {
        RoomPolicy.requireAccount(owner);
        return new Room(
                ask.id() == null ? mint() : ask.id(),
                ask.type(),
                Fields.text("data.title", ask.title(), RoomLimits.TITLE_MAX),
                owner.user(),
                ask.visibility() == null ? Visibility.INVITE : ask.visibility(),
                capacity(ask.capacity(), limits.capacityDefault()),
                slowMode(ask.slowModeMs(), 0),
                false,
                desk.nowMs(),
                1);
    }

    private void insert(Tx tx, Principal owner, Room room) {
        boolean member = owner.kind() == Principal.Kind.MEMBER;
        if (member && desk.store().openRoomsOwnedBy(tx, owner.user()) >= limits.ownedMax()) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "too many open rooms", limits.ownedMax());
        }
        if (!desk.store().insert(tx, room)) {
            throw RejectedException.of(ErrorCode.CONFLICT, "a room with this id exists");
        }
        if (member) {
            RoomMember host = new RoomMember(owner.user(), owner.name(), Role.HOST, false, false);
            desk.store().putMember(tx, room.id(), host, room.createdAtMs());
        }
    }

    /// Reads a room, and what the asker is in it.
    public CompletionStage<RoomAnswer.Seen> get(Request request, RoomCommand.Get ask) {
        RoomId room = ask.room();
        RoomPolicy.requirePass(request.principal(), room);
        return desk.look(room, request.principal().user())
                .thenApply(standing -> {
                    RoomPolicy.requireSight(request.principal(), standing, desk.nowMs());
                    @Nullable Role role =
                            RoomPolicy.actingRole(request.principal(), standing).orElse(null);
                    return new RoomAnswer.Seen(
                            RoomView.of(standing.room()),
                            role == null ? null : role.wireName(),
                            role == null ? null : RoomAnswer.permissionsOf(role));
                });
    }

    /// Open rooms that are public or one's own, newest first.
    public CompletionStage<RoomAnswer.Page> list(Request request, RoomCommand.List ask) {
        RoomPolicy.requireAccount(request.principal());
        UserId user = request.principal().user();
        RoomStore.@Nullable Cursor after = ask.after() == null ? null : cursor(ask.after());
        int limit =
                Fields.number(
                        "data.limit", ask.limit(), RoomLimits.PAGE_DEFAULT, 1, RoomLimits.PAGE_MAX);
        return desk.database()
                .read(tx -> {
                    List<Room> rooms = desk.store().visibleTo(tx, user, after, limit + 1);
                    boolean more = rooms.size() > limit;
                    List<Room> page = more ? rooms.subList(0, limit) : rooms;
                    return new RoomAnswer.Page(
                            page.stream().map(RoomView::of).toList(),
                            more ? cursor(page.getLast()) : null);
                });
    }

    /// Changes settings. A capacity below the number of people seated sends nobody away; it only lets nobody in.
    public CompletionStage<RoomAnswer.Changed> update(Request request, RoomCommand.Update ask) {
        RoomId id = ask.room();
        return desk.decide(
                request,
                id,
                RoomAnswer.Changed.class,
                (tx, actor, nowMs) -> {
                    RoomPolicy.requireOpen(
                            request.principal(), actor, Permission.ADMINISTER, nowMs);
                    RoomView now = RoomView.of(desk.store().update(tx, changed(actor.room(), ask)));
                    desk.tellRoom(tx, id, new RoomEvent.Updated(now));
                    return new RoomAnswer.Changed(now);
                });
    }

    private Room changed(Room room, RoomCommand.Update ask) {
        return new Room(
                room.id(),
                room.type(),
                ask.title() == null
                        ? room.title()
                        : Fields.text("data.title", ask.title(), RoomLimits.TITLE_MAX),
                room.owner(),
                ask.visibility() == null ? room.visibility() : ask.visibility(),
                capacity(ask.capacity(), room.capacity()),
                slowMode(ask.slowModeMs(), room.slowModeMs()),
                room.closed(),
                room.createdAtMs(),
                room.version());
    }

    /// Closes a room for good. Closing a closed room does nothing.
    public CompletionStage<RoomAnswer.Done> close(Request request, RoomCommand.Close ask) {
        RoomId id = ask.room();
        return desk.decide(
                request,
                id,
                RoomAnswer.Done.class,
                (tx, actor, nowMs) -> {
                    RoomPolicy.require(request.principal(), actor, Permission.ADMINISTER, nowMs);
                    Room room = actor.room();
                    if (!room.closed()) {
                        desk.store().update(tx, closed(room));
                        desk.tellEverywhere(tx, id, new RoomEvent.Closed());
                    }
                    return new RoomAnswer.Done();
                });
    }

    private static Room closed(Room room) {
        return new Room(
                room.id(),
                room.type(),
                room.title(),
                room.owner(),
                room.visibility(),
                room.capacity(),
                room.slowModeMs(),
                true,
                room.createdAtMs(),
                room.version());
    }

    /// Who belongs to the room, present or not, by user id.
    public CompletionStage<RoomAnswer.Members> members(Request request, RoomCommand.Members ask) {
        RoomId id = ask.room();
        int limit =
                Fields.number(
                        "data.limit", ask.limit(), RoomLimits.PAGE_DEFAULT, 1, RoomLimits.PAGE_MAX);
        return desk.database()
                .read(tx -> {
                    Standing actor = desk.standing(tx, id, request.principal().user());
                    RoomPolicy.require(request.principal(), actor, Permission.VIEW, desk.nowMs());
                    List<RoomMember> members = desk.store().members(tx, id, ask.after(), limit + 1);
                    boolean more = members.size() > limit;
                    List<RoomMember> page = more ? members.subList(0, limit) : members;
                    return new RoomAnswer.Members(
                            page.stream().map(Rooms::view).toList(),
                            more ? page.getLast().user().value() : null);
                });
    }

    private static RoomAnswer.MemberView view(RoomMember member) {
        return new RoomAnswer.MemberView(
                member.user().value(), member.name(), member.role().wireName());
    }

    private int capacity(@Nullable Integer asked, int absent) {
        return Fields.number(
                "data.capacity", asked, absent, 2, Math.max(limits.capacityMax(), absent));
    }

    private static int slowMode(@Nullable Integer asked, int absent) {
        return Fields.number("data.slowModeMs", asked, absent, 0, RoomLimits.SLOW_MODE_MS_MAX);
    }

    private RoomId mint() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return new RoomId(id.toString());
    }

    private static String cursor(Room last) {
        return last.createdAtMs() + "." + last.id();
    }

    private static RoomStore.Cursor cursor(String after) {
        int dot = after.indexOf('.');
        if (dot < 1
                || dot > 18
                || !after.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw RejectedException.invalid("data.after", "`next` of the page before");
        }
        return new RoomStore.Cursor(
                Long.parseLong(after.substring(0, dot)),
                RoomId.parse("data.after", after.substring(dot + 1)));
    }
}
