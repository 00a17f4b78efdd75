package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.util.Throwables;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

/// What a {@link coffee.crema.realtime.store.Database} keeps, on SQLite and on PostgreSQL.
public abstract class DatabaseContract extends JdbiContract {

    private static final String LANE = "lane";

    @Test
    void what_was_written_is_read() {
        var database = open("a");
        int count = get(database.write(LANE, tx -> put(tx, "one", 1)));
        assertThat(count).isEqualTo(1);
        assertThat(names(database)).containsExactly("one");
    }

    @Test
    void a_piece_that_throws_undoes_itself_alone() {
        var database = open("a");
        var gate = new Gate(database, LANE);
        var stages = new ArrayList<CompletionStage<Integer>>();
        for (int i = 0; i < 30; i++) {
            int number = i;
            stages.add(
                    database.write(
                            LANE,
                            tx -> {
                                put(tx, "n" + number, number);
                                if (number % 3 == 0) {
                                    throw new IllegalStateException("no " + number);
                                }
                                return number;
                            }));
        }
        gate.open();
        for (int i = 0; i < 30; i++) {
            var stage = stages.get(i);
            if (i % 3 == 0) {
                assertThatThrownBy(() -> get(stage)).hasMessageContaining("no " + i);
            } else {
                assertThat(get(stage)).isEqualTo(i);
            }
        }
        assertThat(names(database))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 30)
                                .filter(i -> i % 3 != 0)
                                .mapToObj(i -> "n" + i)
                                .toList());
    }

    @Test
    void a_statement_that_is_wrong_fails_its_piece_alone_even_when_the_piece_hides_it() {
        var database = open("a");
        var gate = new Gate(database, LANE);
        var before = database.write(LANE, tx -> put(tx, "before", 1));
        var wrong =
                database.write(LANE, tx -> handle(tx).execute("insert into nowhere values (1)"));
        var hiding =
                database.write(
                        LANE,
                        tx -> {
                            try {
                                return handle(tx).execute("insert into nowhere values (1)");
                            } catch (JdbiException e) {
                                return 0;
                            }
                        });
        var after = database.write(LANE, tx -> put(tx, "after", 1));
        gate.open();
        get(before);
        get(after);
        assertThatThrownBy(() -> get(wrong)).hasCauseInstanceOf(JdbiException.class);
        assertThat(hiding.toCompletableFuture()).isDone();
        assertThat(names(database)).containsExactly("after", "before");
    }

    @Test
    void a_failure_does_not_tell_what_was_written() {
        var database = open("a");
        get(database.write(LANE, tx -> put(tx, "confidential", 4711)));
        var stage = database.write(LANE, tx -> put(tx, "confidential", 4711));
        assertThatThrownBy(() -> get(stage))
                .hasCauseInstanceOf(JdbiException.class)
                .satisfies(failure ->
                        assertThat(Throwables.getStackTrace(failure))
                                .doesNotContain("confidential", "4711"));
    }

    @Test
    void a_lane_keeps_its_order() {
        var database = open("a");
        var ran = Collections.synchronizedList(new ArrayList<Integer>());
        var stages = new ArrayList<CompletionStage<Boolean>>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            stages.add(
                    database.write(
                            LANE,
                            tx -> {
                                put(tx, "n" + number, number);
                                return ran.add(number);
                            }));
        }
        stages.forEach(JdbiContract::get);
        assertThat(ran).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void what_waits_shares_commits() {
        var settings = settings();
        var database = open("a");
        var gate = new Gate(database, LANE);
        int pieces = 2 * settings.piecesMax();
        var stages = new ArrayList<CompletionStage<Integer>>();
        for (int i = 0; i < pieces; i++) {
            int number = i;
            stages.add(database.write(LANE, tx -> put(tx, "n" + number, number)));
        }
        gate.open();
        stages.forEach(JdbiContract::get);
        // The gate's own and two full batches; the last commit is counted before its stages
        // complete.
        assertThat(meters.get("crema.store.commit").timer().count()).isEqualTo(3);
        assertThat(names(database)).hasSize(pieces);
    }

    @Test
    void a_full_queue_refuses_at_once() {
        var is = settings();
        var database =
                open(
                        "a",
                        new DatabaseSettings(
                                is.url(),
                                is.user(),
                                is.password(),
                                is.lanes(),
                                is.readers(),
                                16,
                                is.batchMax(),
                                is.timeout()));
        var gate = new Gate(database, LANE);
        var stages = new ArrayList<CompletionStage<Integer>>();
        for (int i = 0; i < 16; i++) {
            int number = i;
            stages.add(database.write(LANE, tx -> put(tx, "n" + number, number)));
        }
        var refused = database.write(LANE, tx -> put(tx, "over", 1));
        assertThat(refused.toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> get(refused)).hasCauseInstanceOf(StoreUnavailableException.class);
        gate.open();
        stages.forEach(JdbiContract::get);
        assertThat(names(database)).hasSize(16).doesNotContain("over");
        assertThat(meters.get("crema.store.refused").counter().count()).isEqualTo(1);
    }

    @Test
    void a_read_cannot_write_and_sees_only_what_was_committed() {
        var database = open("a");
        assertThatThrownBy(() -> get(database.read(tx -> put(tx, "one", 1))))
                .isInstanceOf(CompletionException.class);
        assertThatThrownBy(() ->
                        get(
                                database.read(tx -> {
                                    tx.publish(new ChannelName("c"), event());
                                    return 1;
                                })))
                .hasCauseInstanceOf(IllegalStateException.class);
        var seenInside = new AtomicReference<List<String>>();
        get(
                database.write(
                        LANE,
                        tx -> {
                            put(tx, "one", 1);
                            seenInside.set(names(database));
                            return 1;
                        }));
        assertThat(seenInside.get()).isEmpty();
        assertThat(names(database)).containsExactly("one");
    }

    @Test
    void a_transaction_is_of_one_call() {
        var database = open("a");
        var kept = new AtomicReference<Tx>();
        get(
                database.write(
                        LANE,
                        tx -> {
                            kept.set(tx);
                            return 1;
                        }));
        assertThatThrownBy(() -> kept.get().publish(new ChannelName("c"), event()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> JdbiTx.handle(kept.get()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_writes_what_waits_and_refuses_what_comes_later() {
        var database = open("a");
        var stages = new ArrayList<CompletionStage<Integer>>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            stages.add(database.write("lane " + i, tx -> put(tx, "n" + number, number)));
        }
        database.close();
        stages.forEach(JdbiContract::get);
        assertThatThrownBy(() -> get(database.write(LANE, tx -> 1)))
                .hasCauseInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> get(database.read(tx -> 1)))
                .hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(names(open("b"))).hasSize(200);
    }

    private static Event event() {
        return new Event("test.said", 1, new byte[] {'{', '}'});
    }
}
