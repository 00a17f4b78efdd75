package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A PostgreSQL that stops, dies, locks and deadlocks.
final class PostgresFailuresTest extends JdbiContract {

    private final PostgresServer server = PostgresServer.launch();
    private final DatabaseSettings settings = PostgresDatabase.on(server);

    @Override
    protected DatabaseSettings settings() {
        return settings;
    }

    @AfterEach
    void closeServer() {
        closeAll();
        server.close();
    }

    @Test
    void nodes_that_start_together_all_come_up() {
        var starting = new ArrayList<CompletableFuture<JdbiDatabase>>();
        for (int i = 0; i < 4; i++) {
            String node = "node" + i;
            starting.add(
                    CompletableFuture.supplyAsync(() -> open(node), Thread::startVirtualThread));
        }
        for (int i = 0; i < 4; i++) {
            var database = get(starting.get(i));
            String name = "n" + i;
            get(database.write("lane", tx -> put(tx, name, 1)));
        }
        assertThat(names(get(starting.getFirst()))).hasSize(4);
    }

    @Test
    void a_server_that_stops_is_said_quickly_and_used_again_when_it_is_back() {
        var database = open("a");
        get(database.write("lane", tx -> put(tx, "before", 1)));
        server.stop();
        long start = System.nanoTime();
        var writes = new ArrayList<CompletionStage<Integer>>();
        for (int i = 0; i < 200; i++) {
            String name = "during" + i;
            writes.add(database.write("lane" + i % 8, tx -> put(tx, name, 1)));
        }
        var read = database.read(tx -> handle(tx).select("select 1").mapTo(Integer.class).one());
        for (CompletionStage<Integer> write : writes) {
            assertThatThrownBy(() -> get(write))
                    .hasCauseInstanceOf(StoreUnavailableException.class);
        }
        assertThatThrownBy(() -> get(read)).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        server.start();
        writeWhenPossible(database, "after");
        assertThat(names(database)).containsExactly("after", "before");
    }

    @Test
    void what_was_acknowledged_survives_a_kill_in_the_middle_of_writing() {
        var database = open("a");
        var acknowledged = new ArrayList<String>();
        var answered = new CountDownLatch(300);
        var stages = new ArrayList<CompletionStage<Void>>();
        for (int i = 0; i < 3_000; i++) {
            String name = "n" + i;
            stages.add(
                    database.write("lane" + i % 7, tx -> put(tx, name, 1))
                            .handle((count, failure) -> {
                                if (failure == null) {
                                    synchronized (acknowledged) {
                                        acknowledged.add(name);
                                    }
                                    answered.countDown();
                                }
                                return null;
                            }));
        }
        pass(answered);
        server.kill();
        stages.forEach(JdbiContract::get);
        server.start();
        writeWhenPossible(database, "after");
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(300);
        assertThat(names(database)).containsAll(acknowledged).contains("after");
    }

    @Test
    void two_batches_that_deadlock_are_both_carried_out() {
        var here = open("a");
        var there = open("b");
        get(here.write("lane", tx -> put(tx, "x", 0) + put(tx, "y", 0)));
        var bothHoldOne = new CountDownLatch(2);
        var tries = new AtomicInteger();
        var one = crossing(here, "x", "y", bothHoldOne, tries);
        var two = crossing(there, "y", "x", bothHoldOne, tries);
        one.forEach(JdbiContract::get);
        two.forEach(JdbiContract::get);
        int sum =
                get(
                        here.read(tx ->
                                handle(tx)
                                        .createQuery("select sum(number) from scratch")
                                        .mapTo(Integer.class)
                                        .one()));
        assertThat(sum).isEqualTo(4);
        assertThat(tries.get()).as("a batch was run again").isGreaterThan(4);
        assertThat(meters.get("crema.store.alone").counter().count()).isGreaterThanOrEqualTo(2);
    }

    /// A batch of two pieces that raises one row, waits until the other batch has raised one too, and raises the other's.
    private static List<CompletionStage<Integer>> crossing(
            Database database,
            String first,
            String second,
            CountDownLatch held,
            AtomicInteger tries) {
        var gate = new Gate(database, "lane");
        var raised =
                database.write(
                        "lane",
                        tx -> {
                            tries.incrementAndGet();
                            int count = raise(tx, first);
                            held.countDown();
                            return count;
                        });
        var crossed =
                database.write(
                        "lane",
                        tx -> {
                            tries.incrementAndGet();
                            pass(held);
                            return raise(tx, second);
                        });
        // Not awaited: the other batch must get as far before either ends.
        gate.openLater();
        return List.of(raised, crossed);
    }

    private static int raise(Tx tx, String name) {
        return handle(tx).execute("update scratch set number = number + 1 where name = ?", name);
    }

    @Test
    void a_lock_that_somebody_keeps_is_waited_for_so_long_and_no_longer() {
        var impatient =
                new DatabaseSettings(
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        2,
                        2,
                        1_000,
                        256,
                        Duration.ofMillis(700));
        var database = open("a", impatient);
        get(database.write("lane", tx -> put(tx, "locked", 0) + put(tx, "free", 0)));
        var keeper = open("b");
        var locked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var keeping =
                keeper.write(
                        "lane",
                        tx -> {
                            int count = raise(tx, "locked");
                            locked.countDown();
                            pass(release);
                            return count;
                        });
        pass(locked);
        var gate = new Gate(database, "lane");
        var before = database.write("lane", tx -> raise(tx, "free"));
        var blocked = database.write("lane", tx -> raise(tx, "locked"));
        var after = database.write("lane", tx -> raise(tx, "free"));
        gate.open();
        get(before);
        get(after);
        assertThatThrownBy(() -> get(blocked)).hasCauseInstanceOf(StoreUnavailableException.class);
        release.countDown();
        get(keeping);
    }

    @Test
    void a_node_that_hangs_in_a_transaction_loses_its_locks() {
        var hanging =
                open(
                        "hanging",
                        new DatabaseSettings(
                                settings.url(),
                                settings.user(),
                                settings.password(),
                                1,
                                1,
                                1_000,
                                256,
                                Duration.ofMillis(600)));
        var other = open("other");
        get(other.write("lane", tx -> put(tx, "x", 0)));
        var locked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var stuck =
                hanging.write(
                        "lane",
                        tx -> {
                            int count = raise(tx, "x");
                            locked.countDown();
                            pass(release);
                            return count;
                        });
        pass(locked);
        get(other.write("lane", tx -> raise(tx, "x")));
        release.countDown();
        assertThatThrownBy(() -> get(stuck)).hasCauseInstanceOf(StoreUnavailableException.class);
        int number =
                get(
                        other.read(tx ->
                                handle(tx)
                                        .createQuery("select number from scratch")
                                        .mapTo(Integer.class)
                                        .one()));
        assertThat(number).isEqualTo(1);
    }

    private static void writeWhenPossible(Database database, String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        database.write(
                                        "lane",
                                        tx ->
                                                handle(tx)
                                                        .execute(
                                                                "insert into scratch values (?, 1) on conflict do nothing",
                                                                name))
                                .handle((count, failure) -> failure == null)
                                .toCompletableFuture()
                                .join());
    }
}
