package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;

/// Opens the database under test, and closes it.
public abstract class JdbiContract {

    private static final List<String> MIGRATIONS =
            List.of("classpath:db/migration/core", "classpath:db/migration/test");

    protected final SystemScheduler time = new SystemScheduler("test-timer");
    protected final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<JdbiDatabase> opened = new ArrayList<>();

    /// The one empty database of this test.
    protected abstract DatabaseSettings settings();

    /// Opens the database as a node of its own.
    protected final JdbiDatabase open(String node) {
        return open(node, settings());
    }

    protected final JdbiDatabase open(String node, DatabaseSettings settings) {
        var database =
                JdbiDatabase.open(settings, new NodeId("n-" + node), MIGRATIONS, time, meters);
        synchronized (opened) {
            opened.add(database);
        }
        return database;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(JdbiDatabase::close);
        time.close();
    }

    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    protected static int put(Tx tx, String name, long number) {
        return handle(tx).execute("insert into scratch (name, number) values (?, ?)", name, number);
    }

    protected static List<String> names(Database database) {
        return get(
                database.read(tx ->
                        handle(tx)
                                .createQuery("select name from scratch order by name")
                                .mapTo(String.class)
                                .list()));
    }

    protected static Handle handle(Tx tx) {
        return JdbiTx.handle(tx);
    }

    /// Occupies the writer of a lane until it is opened: what is written meanwhile gathers.
    protected static final class Gate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private final CompletionStage<Boolean> stage;

        Gate(Database database, String lane) {
            stage =
                    database.write(
                            lane,
                            tx -> {
                                entered.countDown();
                                return pass(opened);
                            });
            pass(entered);
        }

        void open() {
            openLater();
            get(stage);
        }

        /// Opens without waiting for the lane to go on.
        void openLater() {
            opened.countDown();
        }
    }

    protected static boolean pass(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
