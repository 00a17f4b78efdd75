package coffee.crema.blindbox.adapter.jdbi;

import coffee.crema.blindbox.BlindBox;
import coffee.crema.blindbox.BlindBoxStore;
import coffee.crema.blindbox.Course;
import coffee.crema.blindbox.Item;
import coffee.crema.blindbox.Moment;
import coffee.crema.blindbox.OrderId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.realtime.wire.WireMapper;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// {@link BlindBoxStore} in SQLite or PostgreSQL.
public final class JdbiBlindBoxStore implements BlindBoxStore {
    private final Rows rows;
    private final Outcomes outcomes = new Outcomes();
    private final Boards boards = new Boards();

    public JdbiBlindBoxStore(WireMapper mapper) {
        this.rows = new Rows(mapper);
    }

    @Override
    public boolean insert(Tx tx, BlindBox box, List<Item> items) {
        Course course = box.course();
        boolean inserted =
                bind(update(tx, BlindBoxSql.INSERT, box.id()), course, box.moment())
                                .bind("room", box.id().room().value())
                                .bind("title", box.title())
                                .bind("form", rows.text(box.form()))
                                .bind("createdBy", box.createdBy().value())
                                .bind("createdAtMs", box.createdAtMs())
                                .bind("items", course.items())
                                .bind("countdownMs", course.countdown().toMillis())
                                .bind("intervalMs", course.interval().toMillis())
                                .bind("opensAtMs", nullable(course.opensAtMs()))
                                .bind("locksAtMs", nullable(course.locksAtMs()))
                                .bind("startsAtMs", nullable(course.startsAtMs()))
                                .bind("openToAll", flag(box.openToAll()))
                                .bind("standings", flag(course.standings()))
                                .execute()
                        > 0;
        if (inserted) {
            items.forEach(item -> putItem(tx, box.id(), item));
        }
        return inserted;
    }

    @Override
    public Optional<BlindBox> find(Tx tx, OrderId id) {
        return query(tx, "select * from blind_box where id = :id", id)
                .map((row, _) -> rows.box(row))
                .findOne();
    }

    @Override
    public Optional<BlindBox> hold(Tx tx, OrderId id) {
        return query(tx, BlindBoxSql.HOLD, id).map((row, _) -> rows.box(row)).findOne();
    }

    @Override
    public List<Item> items(Tx tx, OrderId id) {
        return query(tx, "select * from blind_box_item where box = :id order by position", id)
                .map((row, _) -> Rows.item(row))
                .list();
    }

    @Override
    public void putItem(Tx tx, OrderId id, Item item) {
        update(tx, BlindBoxSql.PUT_ITEM, id)
                .bind("position", item.position())
                .bind("commitment", item.commitment())
                .bind("keyId", item.sealed().keyId())
                .bind("sealed", item.sealed().bytes())
                .execute();
    }

    @Override
    public List<OrderId> sealedByOthers(Tx tx, String keyId, int limit) {
        return JdbiTx.handle(tx)
                .createQuery(BlindBoxSql.SEALED_BY_OTHERS)
                .bind("keyId", keyId)
                .bind("limit", limit)
                .map((row, _) -> new OrderId(row.getString("box")))
                .list();
    }

    @Override
    public boolean advance(Tx tx, BlindBox seen, Moment next) {
        return bind(update(tx, BlindBoxSql.ADVANCE, seen.id()), seen.course(), next)
                        .bind("seenSeq", seen.moment().seq())
                        .execute()
                > 0;
    }

    @Override
    public List<Due> due(Tx tx, long beforeMs, int limit) {
        return JdbiTx.handle(tx)
                .createQuery(BlindBoxSql.DUE)
                .bind("beforeMs", beforeMs)
                .bind("limit", limit)
                .map((row, _) ->
                        new Due(new OrderId(row.getString("id")), row.getLong("due_at_ms")))
                .list();
    }

    @Override
    public List<OrderId> unpublished(Tx tx, int limit) {
        return JdbiTx.handle(tx)
                .createQuery(BlindBoxSql.UNPUBLISHED)
                .bind("limit", limit)
                .map((row, _) -> new OrderId(row.getString("id")))
                .list();
    }

    @Override
    public void tell(Tx tx, OrderId id, Told told) {
        update(tx, BlindBoxSql.TELL, id)
                .bind("seq", told.seq())
                .bind("atMs", told.atMs())
                .bind("name", told.name())
                .bind("data", new String(told.json(), StandardCharsets.UTF_8))
                .execute();
    }

    @Override
    public List<Told> told(Tx tx, OrderId id, long after, int limit) {
        return query(tx, BlindBoxSql.TOLD, id)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> Rows.told(row))
                .list();
    }

    @Override
    public void published(Tx tx, OrderId id, long seq) {
        update(tx, BlindBoxSql.PUBLISHED, id).bind("seq", seq).execute();
    }

    @Override
    public boolean grant(Tx tx, OrderId id, UserId user, long atMs) {
        return update(tx, BlindBoxSql.GRANT, id)
                        .bind("user", user.value())
                        .bind("atMs", atMs)
                        .execute()
                > 0;
    }

    @Override
    public boolean isGranted(Tx tx, OrderId id, UserId user) {
        return query(tx, "select 1 from blind_box_right where box = :id and user_id = :user", id)
                .bind("user", user.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void putBallot(Tx tx, OrderId id, Ballot ballot) {
        update(tx, BlindBoxSql.PUT_BALLOT, id)
                .bind("user", ballot.user().value())
                .bind("name", ballot.name())
                .bind("number", ballot.number())
                .bind("atMs", ballot.atMs())
                .bind("guesses", rows.guesses(ballot.guesses()))
                .execute();
        if (ballot.number() == 1) {
            update(tx, "update blind_box set guessers = guessers + 1 where id = :id", id).execute();
        }
        JdbiTx.handle(tx)
                .createUpdate(BlindBoxSql.PUT_PERSON)
                .bind("user", ballot.user().value())
                .bind("name", ballot.name())
                .execute();
    }

    @Override
    public Optional<Ballot> ballot(Tx tx, OrderId id, UserId user) {
        return query(tx, "select * from blind_box_ballot where box = :id and user_id = :user", id)
                .bind("user", user.value())
                .map((row, _) -> rows.ballot(row))
                .findOne();
    }

    @Override
    public List<Ballot> ballots(Tx tx, OrderId id) {
        return query(tx, "select * from blind_box_ballot where box = :id order by user_id", id)
                .map((row, _) -> rows.ballot(row))
                .list();
    }

    @Override
    public Optional<Integer> claimGuessers(Tx tx, OrderId id, long nowMs, long everyMs) {
        return query(tx, BlindBoxSql.CLAIM_GUESSERS, id)
                .bind("nowMs", nowMs)
                .bind("beforeMs", nowMs - everyMs)
                .mapTo(Integer.class)
                .findOne();
    }

    @Override
    public boolean isGuessersUntold(Tx tx, OrderId id) {
        return query(tx, "select 1 from blind_box where id = :id and told_guessers <> guessers", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void putOutcomes(Tx tx, OrderId id, List<Outcome> found, Map<String, Double> weights) {
        outcomes.put(tx, id, found, weights);
    }

    @Override
    public List<Outcome> outcomes(Tx tx, OrderId id, int limit) {
        return outcomes.best(tx, id, limit);
    }

    @Override
    public Optional<Outcome> outcome(Tx tx, OrderId id, UserId user) {
        return outcomes.of(tx, id, user);
    }

    @Override
    public Summary summary(Tx tx, OrderId id) {
        return outcomes.summary(tx, id);
    }

    @Override
    public List<Entry> ranked(Tx tx, OrderId id, int limit) {
        return outcomes.ranked(tx, id, limit);
    }

    @Override
    public List<Entry> board(Tx tx, String board, double scale, int limit) {
        return boards.entries(tx, board, scale, limit);
    }

    @Override
    public long boardVersion(Tx tx, String board) {
        return boards.version(tx, board);
    }

    @Override
    public Map<UserId, Integer> streaks(Tx tx, Collection<UserId> users) {
        return boards.streaks(tx, users);
    }

    @Override
    public void hideName(Tx tx, UserId user, boolean hidden) {
        boards.hideName(tx, user, hidden);
    }

    @Override
    public Map<String, Person> people(Tx tx, Collection<String> users) {
        return boards.people(tx, users);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Course course, Moment moment) {
        return statement
                .bind("state", moment.state().wireName())
                .bind("seq", moment.seq())
                .bind("revealed", moment.revealed())
                .bind("startedAtMs", nullable(moment.startedAtMs()))
                .bind("pausedTotalMs", moment.pausedTotalMs())
                .bind("pausedAtMs", nullable(moment.pausedAtMs()))
                .bind("dueAtMs", nullable(course.dueAtMs(moment)));
    }

    private static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static int flag(boolean truth) {
        return truth ? 1 : 0;
    }

    private static Query query(Tx tx, String sql, OrderId id) {
        return JdbiTx.handle(tx).createQuery(sql).bind("id", id.value());
    }

    private static Update update(Tx tx, String sql, OrderId id) {
        return JdbiTx.handle(tx).createUpdate(sql).bind("id", id.value());
    }
}
