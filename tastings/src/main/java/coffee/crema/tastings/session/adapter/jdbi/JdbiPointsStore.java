package coffee.crema.tastings.session.adapter.jdbi;

import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.session.PointsStore;
import coffee.crema.tastings.session.TastingId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/// {@link PointsStore} in SQLite or PostgreSQL.
public final class JdbiPointsStore implements PointsStore {

    private static final String PUT =
            """
            insert into tasting_points (tasting, kind, member, room, label, points)
            values (:tasting, :kind, :member, :room, :label, :points)
            on conflict (tasting, kind, member) do update set label = excluded.label, points = excluded.points\
            """;

    private static final String RAISE =
            """
            insert into tasting_board (board, version) values (:board, 1)
            on conflict (board) do update set version = tasting_board.version + 1\
            """;

    private static final String OF_SESSION =
            """
            select member, points from tasting_points where tasting = :tasting and kind = :kind
            order by points desc, member limit :limit\
            """;

    private static final String SAMPLES_OF_ROOM =
            """
            select tasting || '/' || member as member, points from tasting_points where room = :room and kind = :kind
            order by points desc, tasting, member limit :limit\
            """;

    /// Whole numbers on both databases: the sum over the count, rounded down.
    private static final String CUPPERS_OF_ROOM =
            """
            select member, cast(sum(points) / count(*) as bigint) as points from tasting_points
            where room = :room and kind = :kind group by member order by 2 desc, member limit :limit\
            """;

    @Override
    public void put(Tx tx, TastingId session, RoomId room, List<Points> points) {
        for (Points one : points) {
            JdbiTx.handle(tx)
                    .createUpdate(PUT)
                    .bind("tasting", session.value())
                    .bind("kind", one.kind().wireName())
                    .bind("member", one.member())
                    .bind("room", room.value())
                    .bind("label", one.label())
                    .bind("points", one.points())
                    .execute();
        }
        for (Kind kind : Kind.values()) {
            raise(tx, PointsStore.board(session, kind));
            raise(tx, PointsStore.board(room, kind));
        }
    }

    private static void raise(Tx tx, String board) {
        JdbiTx.handle(tx).createUpdate(RAISE).bind("board", board).execute();
    }

    @Override
    public long version(Tx tx, String board) {
        return JdbiTx.handle(tx)
                .createQuery("select version from tasting_board where board = :board")
                .bind("board", board)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    @Override
    public List<Entry> ofSession(Tx tx, TastingId session, Kind kind, int limit) {
        return entries(query(tx, OF_SESSION, kind).bind("tasting", session.value()), limit);
    }

    @Override
    public List<Entry> ofRoom(Tx tx, RoomId room, Kind kind, int limit) {
        String sql =
                switch (kind) {
                    case SAMPLES -> SAMPLES_OF_ROOM;
                    case CUPPERS -> CUPPERS_OF_ROOM;
                };
        return entries(query(tx, sql, kind).bind("room", room.value()), limit);
    }

    private static List<Entry> entries(Query query, int limit) {
        return query.bind("limit", limit)
                .map((row, _) -> new Entry(row.getString("member"), row.getLong("points")))
                .list();
    }

    @Override
    public Map<String, String> labels(
            Tx tx, TastingId session, Kind kind, Collection<String> members) {
        String sql =
                "select member, label from tasting_points where kind = :kind and tasting = :tasting and member in (<members>)";
        return members.isEmpty()
                ? Map.of()
                : labels(query(tx, sql, kind).bind("tasting", session.value()), members);
    }

    @Override
    public Map<String, String> labels(Tx tx, RoomId room, Kind kind, Collection<String> members) {
        String member =
                switch (kind) {
                    case SAMPLES -> "tasting || '/' || member";
                    case CUPPERS -> "member";
                };
        String sql =
                "select "
                        + member
                        + " as member, label from tasting_points where kind = :kind and room = :room and "
                        + member
                        + " in (<members>)";
        return members.isEmpty()
                ? Map.of()
                : labels(query(tx, sql, kind).bind("room", room.value()), members);
    }

    private static Map<String, String> labels(Query query, Collection<String> members) {
        Map<String, String> labels = new HashMap<>();
        query.bindList("members", List.copyOf(members))
                .map((row, _) -> Map.entry(row.getString("member"), row.getString("label")))
                .forEach(one -> labels.put(one.getKey(), one.getValue()));
        return labels;
    }

    private static Query query(Tx tx, String sql, Kind kind) {
        return JdbiTx.handle(tx).createQuery(sql).bind("kind", kind.wireName());
    }
}
