package coffee.crema.rooms.adapter.jdbi;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.Room;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomMember;
import coffee.crema.rooms.RoomStore;
import coffee.crema.rooms.Standing;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// {@link RoomStore} in SQLite or PostgreSQL.
public final class JdbiRoomStore implements RoomStore {

    /// By the number of users: a power of two, or the most.
    private static final ConcurrentMap<Integer, String> STANDINGS_OF = new ConcurrentHashMap<>();

    @Override
    public boolean insert(Tx tx, Room room) {
        return bind(update(tx, RoomSql.INSERT), room)
                        .bind("type", room.type().wireName())
                        .bind("owner", room.owner().value())
                        .bind("createdAtMs", room.createdAtMs())
                        .bind("version", room.version())
                        .execute()
                > 0;
    }

    @Override
    public Optional<Room> find(Tx tx, RoomId id) {
        return query(tx, "select * from room where id = :id")
                .bind("id", id.value())
                .map((row, _) -> Rows.room(row))
                .findOne();
    }

    @Override
    public boolean lock(Tx tx, RoomId id) {
        return update(tx, RoomSql.LOCK).bind("id", id.value()).execute() > 0;
    }

    @Override
    public Room update(Tx tx, Room changed) {
        return query(tx, RoomSql.UPDATE)
                .bind("id", changed.id().value())
                .bind("title", changed.title())
                .bind("visibility", changed.visibility().wireName())
                .bind("capacity", changed.capacity())
                .bind("slowModeMs", changed.slowModeMs())
                .bind("closed", flag(changed.closed()))
                .map((row, _) -> Rows.room(row))
                .one();
    }

    @Override
    public int openRoomsOwnedBy(Tx tx, UserId owner) {
        return query(tx, "select count(*) from room where owner = :owner and closed = 0")
                .bind("owner", owner.value())
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public List<Room> visibleTo(Tx tx, UserId user, @Nullable Cursor after, int limit) {
        return query(tx, RoomSql.VISIBLE)
                .bind("user", user.value())
                .bind("createdAtMs", after == null ? Long.MAX_VALUE : after.createdAtMs())
                .bind("id", after == null ? "" : after.id().value())
                .bind("limit", limit)
                .map((row, _) -> Rows.room(row))
                .list();
    }

    @Override
    public Optional<Standing> standing(Tx tx, RoomId room, UserId user) {
        return query(tx, RoomSql.STANDING)
                .bind("room", room.value())
                .bind("user", user.value())
                .map((row, _) -> Rows.standing(row))
                .findOne();
    }

    @Override
    public Map<UserId, Standing> standings(Tx tx, RoomId room, Collection<UserId> users) {
        if (users.isEmpty() || users.size() > USERS_MAX) {
            throw new IllegalArgumentException("1 to " + USERS_MAX + " users, not " + users.size());
        }
        List<UserId> asked = List.copyOf(users);
        // Few statements for all numbers of users: the last one is asked for as often as it takes.
        int count = Math.min(USERS_MAX, powerOfTwoFrom(asked.size()));
        Query query =
                query(tx, STANDINGS_OF.computeIfAbsent(count, JdbiRoomStore::standingsOf))
                        .bind("room", room.value());
        for (int i = 0; i < count; i++) {
            query.bind("user" + i, asked.get(Math.min(i, asked.size() - 1)).value());
        }
        Map<UserId, Standing> standings = HashMap.newHashMap(users.size());
        query.map((row, _) -> Rows.standing(row))
                .forEach(standing -> standings.put(standing.user(), standing));
        return standings;
    }

    private static int powerOfTwoFrom(int least) {
        return least == 1 ? 1 : Integer.highestOneBit(least - 1) * 2;
    }

    private static String standingsOf(int count) {
        String rows =
                IntStream.range(0, count)
                        .mapToObj(i -> "select cast(:user" + i + " as text) as user_id")
                        .collect(Collectors.joining(" union all "));
        return RoomSql.STANDINGS.formatted(rows);
    }

    @Override
    public boolean takeSeat(Tx tx, RoomId room) {
        return update(tx, RoomSql.TAKE_SEAT).bind("id", room.value()).execute() > 0;
    }

    @Override
    public void giveSeatBack(Tx tx, RoomId room) {
        update(tx, RoomSql.GIVE_SEAT_BACK).bind("id", room.value()).execute();
    }

    @Override
    public int freeSeats(Tx tx, RoomId room, Set<UserId> present, long seatedBeforeMs) {
        List<String> seated =
                query(tx, RoomSql.SEATED_BEFORE)
                        .bind("room", room.value())
                        .bind("beforeMs", seatedBeforeMs)
                        .mapTo(String.class)
                        .list();
        int freed = 0;
        for (String user : seated) {
            if (!present.contains(new UserId(user))) {
                freed +=
                        update(tx, RoomSql.UNSEAT)
                                .bind("room", room.value())
                                .bind("user", user)
                                .execute();
                giveSeatBack(tx, room);
            }
        }
        return freed;
    }

    @Override
    public void putMember(Tx tx, RoomId room, RoomMember member, long nowMs) {
        person(tx, RoomSql.PUT_MEMBER, room, member.user())
                .bind("name", member.name())
                .bind("role", member.role().wireName())
                .bind("seated", flag(member.seated()))
                .bind("guest", flag(member.guest()))
                .bind("nowMs", nowMs)
                .execute();
    }

    @Override
    public boolean removeMember(Tx tx, RoomId room, UserId user) {
        return remove(tx, "room_member", room, user);
    }

    @Override
    public int countHosts(Tx tx, RoomId room) {
        return query(tx, "select count(*) from room_member where room = :room and role = :role")
                .bind("room", room.value())
                .bind("role", Role.HOST.wireName())
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public List<RoomMember> members(Tx tx, RoomId room, @Nullable UserId after, int limit) {
        return query(tx, RoomSql.MEMBERS)
                .bind("room", room.value())
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map((row, _) -> Rows.member(row))
                .list();
    }

    @Override
    public void putGrant(Tx tx, RoomId room, UserId user, Role role, UserId by, long nowMs) {
        person(tx, RoomSql.PUT_GRANT, room, user)
                .bind("role", role.wireName())
                .bind("by", by.value())
                .bind("nowMs", nowMs)
                .execute();
    }

    @Override
    public void removeGrant(Tx tx, RoomId room, UserId user) {
        remove(tx, "room_grant", room, user);
    }

    @Override
    public void putBan(Tx tx, RoomId room, UserId user, Standing.Ban ban, UserId by, long nowMs) {
        person(tx, RoomSql.PUT_BAN, room, user)
                .bind("untilMs", ban.untilMs())
                .bind("reason", ban.reason().orElse(null))
                .bind("by", by.value())
                .bind("nowMs", nowMs)
                .execute();
    }

    @Override
    public boolean removeBan(Tx tx, RoomId room, UserId user) {
        return remove(tx, "room_ban", room, user);
    }

    @Override
    public void putMute(Tx tx, RoomId room, UserId user, long untilMs, UserId by, long nowMs) {
        person(tx, RoomSql.PUT_MUTE, room, user)
                .bind("untilMs", untilMs)
                .bind("by", by.value())
                .bind("nowMs", nowMs)
                .execute();
    }

    @Override
    public boolean removeMute(Tx tx, RoomId room, UserId user) {
        return remove(tx, "room_mute", room, user);
    }

    @Override
    public int invitationRound(Tx tx, RoomId room) {
        return query(tx, "select round from room_invitation_round where room = :room")
                .bind("room", room.value())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    @Override
    public void nextInvitationRound(Tx tx, RoomId room) {
        update(tx, RoomSql.NEXT_INVITATION_ROUND).bind("room", room.value()).execute();
    }

    private static boolean remove(Tx tx, String table, RoomId room, UserId user) {
        return person(
                                tx,
                                "delete from " + table + " where room = :room and user_id = :user",
                                room,
                                user)
                        .execute()
                > 0;
    }

    private static Update person(Tx tx, String sql, RoomId room, UserId user) {
        return update(tx, sql).bind("room", room.value()).bind("user", user.value());
    }

    private static Update bind(Update update, Room room) {
        return update.bind("id", room.id().value())
                .bind("title", room.title())
                .bind("visibility", room.visibility().wireName())
                .bind("capacity", room.capacity())
                .bind("slowModeMs", room.slowModeMs());
    }

    private static Query query(Tx tx, String sql) {
        return JdbiTx.handle(tx).createQuery(sql);
    }

    private static Update update(Tx tx, String sql) {
        return JdbiTx.handle(tx).createUpdate(sql);
    }

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }
}
