package coffee.crema.blindbox.adapter.jdbi;

import coffee.crema.blindbox.BlindBoxStore.Outcome;
import coffee.crema.blindbox.BlindBoxStore.Summary;
import coffee.crema.blindbox.OrderId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/// What came out of a box, for thousands at once: written in batches, read by rank.
final class Outcomes {
    private static final int BATCH = 500;

    void put(Tx tx, OrderId id, List<Outcome> outcomes, Map<String, Double> weights) {
        Handle handle = JdbiTx.handle(tx);
        for (int from = 0; from < outcomes.size(); from += BATCH) {
            List<Outcome> part = outcomes.subList(from, Math.min(outcomes.size(), from + BATCH));
            rows(handle, id, part);
            streaks(handle, part);
            weights.forEach((board, weight) -> add(handle, board, weight, part));
        }
        for (String board : weights.keySet()) {
            handle.createUpdate(BlindBoxSql.RAISE_BOARD).bind("board", board).execute();
        }
    }

    private static void rows(Handle handle, OrderId id, List<Outcome> outcomes) {
        try (PreparedBatch batch = handle.prepareBatch(BlindBoxSql.PUT_OUTCOME)) {
            for (Outcome one : outcomes) {
                batch.bind("id", id.value())
                        .bind("user", one.user().value())
                        .bind("name", one.name())
                        .bind("place", one.rank())
                        .bind("correct", one.score().correct())
                        .bind("total", one.score().total())
                        .bind("points", one.score().points())
                        .bind("miscalibration", one.score().miscalibration())
                        .bind("rankPoints", one.score().rankPoints())
                        .bind("streak", one.streak())
                        .add();
            }
            batch.execute();
        }
    }

    private static void streaks(Handle handle, List<Outcome> outcomes) {
        try (PreparedBatch batch = handle.prepareBatch(BlindBoxSql.PUT_STREAK)) {
            for (Outcome one : outcomes) {
                batch.bind("user", one.user().value())
                        .bind("name", one.name())
                        .bind("streak", one.streak())
                        .add();
            }
            batch.execute();
        }
    }

    private static void add(Handle handle, String board, double weight, List<Outcome> outcomes) {
        try (PreparedBatch batch = handle.prepareBatch(BlindBoxSql.ADD_WEIGHT)) {
            for (Outcome one : outcomes) {
                batch.bind("board", board)
                        .bind("user", one.user().value())
                        .bind("weight", weight * one.score().correct() / one.score().total())
                        .add();
            }
            batch.execute();
        }
    }

    List<Outcome> best(Tx tx, OrderId id, int limit) {
        return query(tx, BlindBoxSql.OUTCOMES, id)
                .bind("limit", limit)
                .map((row, _) -> Rows.outcome(row))
                .list();
    }

    Optional<Outcome> of(Tx tx, OrderId id, UserId user) {
        return query(tx, "select * from blind_box_outcome where box = :id and user_id = :user", id)
                .bind("user", user.value())
                .map((row, _) -> Rows.outcome(row))
                .findOne();
    }

    Summary summary(Tx tx, OrderId id) {
        return query(tx, BlindBoxSql.SUMMARY, id)
                .map((row, _) ->
                        new Summary(row.getInt("participants"), row.getDouble("accuracy_sum")))
                .one();
    }

    List<Entry> ranked(Tx tx, OrderId id, int limit) {
        return query(tx, BlindBoxSql.RANKED, id)
                .bind("limit", limit)
                .map((row, _) -> new Entry(row.getString("user_id"), row.getLong("rank_points")))
                .list();
    }

    private static Query query(Tx tx, String sql, OrderId id) {
        return JdbiTx.handle(tx).createQuery(sql).bind("id", id.value());
    }
}
