package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.CommandRecords.RecordKey;
import coffee.crema.realtime.store.CommandRecords.Stored;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.time.VirtualScheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// What {@link CommandRecords} keep.
public abstract class CommandRecordsContract extends JdbiContract {

    private static final RecordKey KEY = new RecordKey(new UserId("ann"), "s_1", "7");

    private final VirtualScheduler clock = new VirtualScheduler();
    private final CommandRecords records = new JdbiCommandRecords(clock);

    private static Stored stored(String answer) {
        return new Stored("digest", answer.getBytes(StandardCharsets.UTF_8));
    }

    private String answer(Tx tx, RecordKey key) {
        return records.find(tx, key)
                .map(one -> new String(one.answerJson(), StandardCharsets.UTF_8))
                .orElse("none");
    }

    private String answer(Database database, RecordKey key) {
        return get(database.read(tx -> answer(tx, key)));
    }

    @Test
    void an_answer_is_found_by_its_whole_key() {
        var database = open("a");
        String text = "{\"text\":\"Süß ☕ \\u0000 \uD83D\uDE00\"}";
        boolean kept = get(database.write("l", tx -> records.put(tx, KEY, stored(text))));
        assertThat(kept).isTrue();
        assertThat(answer(database, KEY)).isEqualTo(text);
        String digest = get(database.read(tx -> records.find(tx, KEY).orElseThrow().digest()));
        assertThat(digest).isEqualTo("digest");
        for (RecordKey other :
                new RecordKey[] {
                    new RecordKey(new UserId("eve"), KEY.scope(), KEY.key()),
                    new RecordKey(KEY.user(), "http", KEY.key()),
                    new RecordKey(KEY.user(), KEY.scope(), "8")
                }) {
            assertThat(answer(database, other)).isEqualTo("none");
        }
    }

    @Test
    void a_second_answer_is_refused_and_the_transaction_goes_on() {
        var database = open("a");
        get(database.write("l", tx -> records.put(tx, KEY, stored("\"first\""))));
        String seen =
                get(
                        database.write(
                                "l",
                                tx -> {
                                    assertThat(records.put(tx, KEY, stored("\"second\"")))
                                            .isFalse();
                                    return answer(tx, KEY);
                                }));
        assertThat(seen).isEqualTo("\"first\"");
    }

    @Test
    void work_that_throws_leaves_no_record() {
        var database = open("a");
        var stage =
                database.write(
                        "l",
                        tx -> {
                            records.put(tx, KEY, stored("1"));
                            throw new IllegalStateException("undo");
                        });
        assertThatThrownBy(() -> get(stage)).hasMessageContaining("undo");
        assertThat(answer(database, KEY)).isEqualTo("none");
    }

    @Test
    void two_nodes_that_carry_out_the_same_command_at_once_have_one_effect_and_one_answer() {
        var here = open("a");
        var there = open("b");
        for (int round = 0; round < 30; round++) {
            var key = new RecordKey(new UserId("ann"), "s_1", Integer.toString(round));
            var one = carryOut(here, key);
            var two = carryOut(there, key);
            assertThat(get(one)).isEqualTo(get(two));
        }
        assertThat(names(here)).hasSize(30);
    }

    /// As a command is carried out: answered from the record, or with an effect, its record, and another look when somebody else was faster.
    private CompletionStage<String> carryOut(Database database, RecordKey key) {
        String effect = UUID.randomUUID().toString();
        return database.write(
                        "lane",
                        tx -> {
                            String known = answer(tx, key);
                            if (!known.equals("none")) {
                                return known;
                            }
                            put(tx, effect, 1);
                            if (!records.put(tx, key, stored(effect))) {
                                throw new IllegalStateException("somebody else was faster");
                            }
                            return effect;
                        })
                .exceptionallyCompose(lost -> database.read(tx -> answer(tx, key)));
    }

    @Test
    void a_record_is_kept_as_long_as_its_session_may_come_back() {
        var database = open("a");
        var retention = new Retention(database, clock, meters);
        var stages = new ArrayList<CompletionStage<Boolean>>();
        for (int i = 0; i < Retention.ROWS_MAX + 3; i++) {
            var key = new RecordKey(new UserId("ann"), "http", Integer.toString(i));
            stages.add(database.write("l", tx -> records.put(tx, key, stored("1"))));
        }
        stages.forEach(JdbiContract::get);
        clock.advance(SessionStore.KEPT);
        get(database.write("l", tx -> records.put(tx, KEY, stored("1"))));
        assertThat(get(retention.prune())).isZero();
        clock.advance(Duration.ofHours(1).plusMillis(1));
        assertThat(get(retention.prune())).isEqualTo(Retention.ROWS_MAX + 3);
        assertThat(answer(database, KEY)).isEqualTo("1");
    }
}
