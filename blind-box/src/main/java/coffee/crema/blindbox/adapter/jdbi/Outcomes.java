package coffee.crema.blindbox.adapter.jdbi;

import coffee.crema.blindbox.BlindBoxStore.Outcome;
import coffee.crema.blindbox.OrderId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// What comes out of a box, for thousands at once: written in batches.
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

    Map<UserId, Integer> streaks(Tx tx, Collection<UserId> users) {
        Map<UserId, Integer> streaks = new HashMap<>();
        List<String> ids = new ArrayList<>(users.stream().map(UserId::value).toList());
        for (int from = 0; from < ids.size(); from += BATCH) {
            JdbiTx.handle(tx)
                    .createQuery(
                            "select user_id, streak from blind_box_person where user_id in (<users>)")
                    .bindList("users", ids.subList(from, Math.min(ids.size(), from + BATCH)))
                    .map((row, _) ->
                            Map.entry(new UserId(row.getString("user_id")), row.getInt("streak")))
                    .forEach(one -> streaks.put(one.getKey(), one.getValue()));
        }
        return streaks;
    }
}
