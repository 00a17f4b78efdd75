package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.CommandRecords.RecordKey;
import coffee.crema.realtime.store.CommandRecords.Stored;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    @TempDir Path folder;
    private JdbiDatabase database;

    @BeforeEach
    void open() {
        database =
                JdbiDatabase.open(
                        DatabaseSettings.of(
                                "jdbc:sqlite:" + folder.resolve("deep/crema.db"), "", ""),
                        List.of("classpath:db/migration/core"),
                        InstantSource.system(),
                        new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_piece_that_throws_undoes_itself_alone() throws Exception {
        var records = new JdbiCommandRecords(InstantSource.system());
        var stages = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < 100; i++) {
            var key = new RecordKey(new UserId("ann"), "http", Integer.toString(i));
            boolean bad = i % 3 == 0;
            stages.add(
                    database.write(
                                    "lane",
                                    tx -> {
                                        boolean put =
                                                records.put(
                                                        tx,
                                                        key,
                                                        new Stored(
                                                                "d",
                                                                "{}"
                                                                        .getBytes(
                                                                                java.nio.charset
                                                                                        .StandardCharsets
                                                                                        .UTF_8)));
                                        if (bad) {
                                            throw new IllegalStateException("undo");
                                        }
                                        return put;
                                    })
                            .toCompletableFuture());
        }
        for (int i = 0; i < 100; i++) {
            var stage = stages.get(i);
            if (i % 3 == 0) {
                assertThatThrownBy(() -> stage.get(5, TimeUnit.SECONDS))
                        .hasMessageContaining("undo");
            } else {
                assertThat(stage.get(5, TimeUnit.SECONDS)).isTrue();
            }
        }
        int kept =
                database.read(tx ->
                                JdbiTx.handle(tx)
                                        .createQuery("SELECT count(*) FROM command_record")
                                        .mapTo(Integer.class)
                                        .one())
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
        assertThat(kept).isEqualTo(66);
    }

    @Test
    void what_is_published_in_a_transaction_is_told_after_its_commit_and_kept_until_removed()
            throws Exception {
        var outbox = new JdbiOutbox(database, InstantSource.system());
        var told = new CompletableFuture<List<Outbox.Row>>();
        outbox.onCommitted(told::complete);
        database.write(
                        "lane",
                        tx -> {
                            tx.publish(
                                    new ChannelName("room:1"),
                                    new Event(
                                            "chat.said",
                                            5,
                                            "{\"a\":1}"
                                                    .getBytes(
                                                            java.nio.charset.StandardCharsets
                                                                    .UTF_8)));
                            return "";
                        })
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);

        assertThat(told.get(1, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.channel().value()).isEqualTo("room:1");
                    assertThat(row.event().name()).isEqualTo("chat.said");
                });
    }

    @Test
    void a_session_is_resumed_by_its_user_alone() throws Exception {
        var sessions = new JdbiSessionStore(database, new SecureRandom(), InstantSource.system());
        var ann = new UserId("ann");
        var first = sessions.open(ann, null).toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(first.resumed()).isFalse();

        var again =
                sessions.open(ann, first.session()).toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(again.resumed()).isTrue();
        assertThat(again.session()).isEqualTo(first.session());

        var stolen =
                sessions.open(new UserId("eve"), first.session())
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
        assertThat(stolen.resumed()).isFalse();
        assertThat(stolen.session()).isNotEqualTo(first.session());
    }
}
