package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sockets in rooms on this node. Any thread.
final class LiveRoster {
    private final ConcurrentMap<RoomId, ConcurrentMap<Connection, Live>> rooms =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<Connection, Set<RoomId>> roomsOf = new ConcurrentHashMap<>();

    /// The socket's entry, made if it has none.
    Live enter(Connection connection, RoomId room) {
        roomsOf.compute(
                connection,
                (_, entered) -> {
                    Set<RoomId> now = entered == null ? ConcurrentHashMap.newKeySet() : entered;
                    now.add(room);
                    return now;
                });
        Live[] entry = new Live[1];
        rooms.compute(
                room,
                (_, there) -> {
                    ConcurrentMap<Connection, Live> members =
                            there == null ? new ConcurrentHashMap<>() : there;
                    entry[0] =
                            members.computeIfAbsent(
                                    connection, c -> new Live(c, room, Role.DISPLAY));
                    return members;
                });
        return entry[0];
    }

    Optional<Live> find(Connection connection, RoomId room) {
        return Optional.ofNullable(members(room).get(connection));
    }

    List<Live> of(RoomId room) {
        return List.copyOf(members(room).values());
    }

    List<Live> of(RoomId room, UserId user) {
        return members(room).values().stream()
                .filter(live -> live.connection.principal().user().equals(user))
                .toList();
    }

    Set<UserId> users(RoomId room) {
        return members(room).keySet().stream()
                .map(connection -> connection.principal().user())
                .collect(Collectors.toSet());
    }

    /// Drops the entry if it is on neither channel any more.
    void removeIfOut(Live live) {
        if (!live.inRoom && !live.onStaff) {
            remove(live);
        }
    }

    /// Drops the entries of a socket that is gone, except those that are to leave in their channel's turn.
    void forget(Connection connection) {
        for (RoomId room : roomsOf.getOrDefault(connection, Set.of())) {
            @Nullable Live live = members(room).get(connection);
            if (live != null && !live.entered && !live.onStaff) {
                remove(live);
            }
        }
    }

    void remove(Live live) {
        rooms.computeIfPresent(
                live.room,
                (_, members) -> {
                    members.remove(live.connection, live);
                    return members.isEmpty() ? null : members;
                });
        roomsOf.computeIfPresent(
                live.connection,
                (_, entered) -> {
                    entered.remove(live.room);
                    return entered.isEmpty() ? null : entered;
                });
        live.gone.complete(null);
    }

    private ConcurrentMap<Connection, Live> members(RoomId room) {
        return rooms.getOrDefault(room, new ConcurrentHashMap<>());
    }
}
