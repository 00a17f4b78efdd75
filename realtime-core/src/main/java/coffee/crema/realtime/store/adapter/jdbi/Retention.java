package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes sessions and command records that nobody can come back to, a few at a time, from any node.
public final class Retention {
    static final Duration PERIOD = Duration.ofMinutes(1);

    /// At most so many rows in one transaction, so that nobody waits for it.
    static final int ROWS_MAX = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Database database;
    private final Scheduler scheduler;

    public Retention(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
    }

    /// Runs from time to time until cancelled.
    public Scheduler.Cancellable start() {
        return scheduler.every(
                PERIOD,
                () ->
                        prune().exceptionally(failure -> {
                            LOG.warn(
                                    "could not remove what is out of date: {}", failure.toString());
                            return 0;
                        }));
    }

    /// @return how many rows were removed
    CompletionStage<Integer> prune() {
        // Records live an hour longer than the session that could ask for them.
        long oldestSession =
                scheduler.millis() - Duration.ofHours(SessionStore.KEPT_HOURS).toMillis();
        long oldestRecord = oldestSession - Duration.ofHours(1).toMillis();
        return database.write(
                "retention",
                tx -> {
                    var handle = JdbiTx.handle(tx);
                    int sessions =
                            handle.createUpdate(
                                            """
                                            DELETE FROM client_session WHERE id IN (
                                                SELECT id FROM client_session WHERE opened_ms < :oldest ORDER BY opened_ms LIMIT :rows)
                                            """)
                                    .bind("oldest", oldestSession)
                                    .bind("rows", ROWS_MAX)
                                    .execute();
                    int records =
                            handle.createUpdate(
                                            """
                                            DELETE FROM command_record WHERE (user_id, scope, record_key) IN (
                                                SELECT user_id, scope, record_key FROM command_record
                                                WHERE at_ms < :oldest ORDER BY at_ms LIMIT :rows)
                                            """)
                                    .bind("oldest", oldestRecord)
                                    .bind("rows", ROWS_MAX)
                                    .execute();
                    return sessions + records;
                });
    }
}
