package coffee.crema.blindbox.adapter.jdbi;

import coffee.crema.blindbox.BlindBoxStore.Person;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The boards over boxes, and the people as they show them.
final class Boards {
    private static final int BATCH = 500;

    List<Entry> entries(Tx tx, String board, double scale, int limit) {
        return JdbiTx.handle(tx)
                .createQuery(BlindBoxSql.BOARD)
                .bind("board", board)
                .bind("limit", limit)
                .map((row, _) ->
                        new Entry(
                                row.getString("user_id"),
                                Math.round(row.getDouble("weight") * scale)))
                .list();
    }

    /// @return 0 for a board that nothing was written for
    long version(Tx tx, String board) {
        return JdbiTx.handle(tx)
                .createQuery("select version from blind_box_board where board = :board")
                .bind("board", board)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
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

    void hideName(Tx tx, UserId user, boolean hidden) {
        JdbiTx.handle(tx)
                .createUpdate(BlindBoxSql.HIDE_NAME)
                .bind("user", user.value())
                .bind("hidden", hidden ? 1 : 0)
                .execute();
    }

    Map<String, Person> people(Tx tx, Collection<String> users) {
        Map<String, Person> people = new HashMap<>();
        if (!users.isEmpty()) {
            JdbiTx.handle(tx)
                    .createQuery("select * from blind_box_person where user_id in (<users>)")
                    .bindList("users", List.copyOf(users))
                    .map((row, _) -> Map.entry(row.getString("user_id"), Rows.person(row)))
                    .forEach(one -> people.put(one.getKey(), one.getValue()));
        }
        return people;
    }
}
