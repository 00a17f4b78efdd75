package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.StatementContext;

/// The table `outbox`.
public final class JdbiOutbox implements Outbox {
    /// How long rows belong to the node that took them over.
    static final Duration TAKEN = Duration.ofSeconds(5);

    private static final String LANE = "outbox";

    private final JdbiDatabase database;
    private final InstantSource clock;

    public JdbiOutbox(JdbiDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void onCommitted(Consumer<List<Row>> listener) {
        database.onCommitted(listener);
    }

    /// Looks before it writes: there is nothing to take over nearly always.
    @Override
    public CompletionStage<List<Row>> takeOver(int limit) {
        long now = clock.millis();
        return database.read(tx ->
                        JdbiTx.handle(tx)
                                .createQuery(
                                        "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE claimed_until_ms < :now LIMIT 1) x")
                                .bind("now", now)
                                .mapTo(Integer.class)
                                .one())
                .thenCompose(found ->
                        found == 0
                                ? CompletableFuture.completedFuture(List.of())
                                : claim(limit, now));
    }

    private CompletionStage<List<Row>> claim(int limit, long now) {
        // The condition stands twice: another node may have taken a row between the inner and the
        // outer look.
        return database.write(
                LANE,
                tx ->
                        JdbiTx.handle(tx)
                                .createQuery(
                                        """
                                        UPDATE outbox SET claimed_until_ms = :until
                                        WHERE id IN (SELECT id FROM outbox WHERE claimed_until_ms < :now ORDER BY id LIMIT :limit)
                                          AND claimed_until_ms < :now
                                        RETURNING id, channel, name, at_ms, data
                                        """)
                                .bind("until", now + TAKEN.toMillis())
                                .bind("now", now)
                                .bind("limit", limit)
                                .map(JdbiOutbox::row)
                                .stream()
                                .sorted(Comparator.comparingLong(Row::id))
                                .toList());
    }

    @Override
    public CompletionStage<Void> remove(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return database.write(
                        LANE,
                        tx ->
                                JdbiTx.handle(tx)
                                        .createUpdate("DELETE FROM outbox WHERE id IN (<ids>)")
                                        .bindList("ids", List.copyOf(ids))
                                        .execute())
                .thenAccept(count -> {});
    }

    @Override
    public CompletionStage<String> databaseName() {
        return database.write(
                LANE,
                tx -> Meta.getOrPut(JdbiTx.handle(tx), "database", UUID.randomUUID().toString()));
    }

    private static Row row(java.sql.ResultSet row, StatementContext context)
            throws java.sql.SQLException {
        return new Row(
                row.getLong("id"),
                new ChannelName(row.getString("channel")),
                new Event(
                        row.getString("name"),
                        row.getLong("at_ms"),
                        row.getString("data").getBytes(StandardCharsets.UTF_8)));
    }
}
