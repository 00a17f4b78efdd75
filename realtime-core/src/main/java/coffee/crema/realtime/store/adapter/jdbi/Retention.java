package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes sessions and command records that nobody can come back to, a few at a time, from any node.
public final class Retention {
    static final Duration PERIOD = Duration.ofMinutes(1);

    /// At most so many rows in one transaction, so that nobody waits for it.
    static final int ROWS_MAX = 500;

    /// At most so many transactions in a period; what is left waits for the next.
    static final int PORTIONS_MAX = 200;

    private static final String LANE = "retention";

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final String SESSIONS =
            """
            delete from client_session where id in (
                select id from client_session where opened_ms < :before order by opened_ms limit :rows)
            """;

    private static final String RECORDS =
            """
            delete from command_record where (user_id, scope, record_key) in (
                select user_id, scope, record_key from command_record
                where at_ms < :before order by at_ms limit :rows)
            """;

    private final Database database;
    private final Scheduler time;
    private final Counter removed;

    public Retention(Database database, Scheduler time, MeterRegistry meters) {
        this.database = database;
        this.time = time;
        this.removed =
                Counter.builder("crema.store.pruned")
                        .description("sessions and command records removed for their age")
                        .register(meters);
    }

    /// Runs from time to time until cancelled.
    public Scheduler.Cancellable start() {
        return time.every(
                PERIOD,
                () -> {
                    var _ =
                            prune().exceptionally(failure -> {
                                LOG.warn(
                                        "could not remove what is out of date: {}",
                                        failure.toString());
                                return 0L;
                            });
                });
    }

    /// @return how many rows were removed
    CompletionStage<Long> prune() {
        long session = time.millis() - SessionStore.KEPT.toMillis();
        // Records live an hour longer than the session that could ask for them.
        long record = session - Duration.ofHours(1).toMillis();
        return prune(SESSIONS, session, PORTIONS_MAX, 0)
                .thenCompose(count -> prune(RECORDS, record, PORTIONS_MAX, count));
    }

    private CompletionStage<Long> prune(String sql, long beforeMs, int portions, long before) {
        return database.write(LANE, tx -> portion(sql, beforeMs, JdbiTx.handle(tx)))
                .thenCompose(count -> {
                    removed.increment(count);
                    long sum = before + count;
                    return count < ROWS_MAX || portions == 1
                            ? CompletableFuture.completedStage(sum)
                            : prune(sql, beforeMs, portions - 1, sum);
                });
    }

    private static int portion(String sql, long beforeMs, Handle handle) {
        try (var update = handle.createUpdate(sql)) {
            return update.bind("before", beforeMs).bind("rows", ROWS_MAX).execute();
        }
    }
}
