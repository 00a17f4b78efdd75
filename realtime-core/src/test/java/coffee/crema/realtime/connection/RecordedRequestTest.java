package coffee.crema.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiCommandRecords;
import coffee.crema.realtime.store.adapter.jdbi.JdbiDatabase;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real SQLite store.
final class RecordedRequestTest {
    record Answer(int number, Optional<String> note) {}

    @TempDir Path folder;
    private JdbiDatabase database;
    private final WireMapper mapper = new WireMapper(RealtimeLimits.Wire.defaults());
    private final AtomicInteger ran = new AtomicInteger();

    @BeforeEach
    void open() {
        database =
                JdbiDatabase.open(
                        DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("crema.db"), "", ""),
                        new NodeId("n-test"),
                        List.of("classpath:db/migration/core"),
                        InstantSource.system(),
                        new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Principal principal(String user) {
        return new Principal(
                new UserId(user),
                user,
                Principal.Kind.MEMBER,
                Set.of(),
                List.of(),
                Instant.MAX,
                Optional.empty());
    }

    private CompletionStage<Answer> ask(
            CommandRecords records, String user, String key, String content) {
        Request request =
                new Requests(database, records, mapper)
                        .http(
                                principal(user),
                                Optional.ofNullable(key),
                                content.getBytes(StandardCharsets.UTF_8));
        return request.durably(
                "lane", Answer.class, _ -> new Answer(ran.incrementAndGet(), Optional.empty()));
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private CommandRecords records() {
        return new JdbiCommandRecords(InstantSource.system());
    }

    @Test
    void the_same_request_is_carried_out_once() throws Exception {
        assertThat(done(ask(records(), "ann", "k", "x")).number()).isEqualTo(1);
        assertThat(done(ask(records(), "ann", "k", "x")).number()).isEqualTo(1);
        assertThat(done(ask(records(), "bob", "k", "x")).number()).isEqualTo(2);
        assertThat(done(ask(records(), "ann", null, "x")).number()).isEqualTo(3);
        assertThat(done(ask(records(), "ann", null, "x")).number()).isEqualTo(4);
    }

    @Test
    void many_at_once_are_carried_out_once() throws Exception {
        var all = new ArrayList<CompletableFuture<Answer>>();
        for (int i = 0; i < 50; i++) {
            all.add(ask(records(), "ann", "k", "x").toCompletableFuture());
        }
        for (var one : all) {
            assertThat(done(one).number()).isEqualTo(1);
        }
        assertThat(ran).hasValue(1);
    }

    @Test
    void another_content_under_the_same_key_is_refused() throws Exception {
        done(ask(records(), "ann", "k", "x"));
        assertThatThrownBy(() -> done(ask(records(), "ann", "k", "y")))
                .cause()
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ID_REUSED));
    }

    @Test
    void a_refused_request_leaves_no_record() throws Exception {
        Request request =
                new Requests(database, records(), mapper)
                        .http(principal("ann"), Optional.of("k"), new byte[] {1});
        assertThatThrownBy(() ->
                        done(
                                request.durably(
                                        "lane",
                                        Answer.class,
                                        _ -> {
                                            throw RejectedException.of(ErrorCode.FULL, "full");
                                        })))
                .hasCauseInstanceOf(RejectedException.class);
        assertThat(done(ask(records(), "ann", "k", "x")).number()).isEqualTo(1);
    }

    /// As if another node committed the same key between our look and our write.
    @Test
    void who_loses_a_race_undoes_its_work_and_answers_from_the_record() throws Exception {
        done(ask(records(), "ann", "k", "x"));
        var late =
                new CommandRecords() {
                    private int looks;

                    @Override
                    public Optional<Stored> find(Tx tx, RecordKey key) {
                        return looks++ == 0 ? Optional.empty() : records().find(tx, key);
                    }

                    @Override
                    public boolean put(Tx tx, RecordKey key, Stored stored) {
                        return records().put(tx, key, stored);
                    }
                };
        Request request =
                new Requests(database, late, mapper)
                        .http(
                                principal("ann"),
                                Optional.of("k"),
                                "x".getBytes(StandardCharsets.UTF_8));
        var other = new CommandRecords.RecordKey(new UserId("ann"), "effect", "e");
        Answer answer =
                done(
                        request.durably(
                                "lane",
                                Answer.class,
                                tx -> {
                                    records()
                                            .put(
                                                    tx,
                                                    other,
                                                    new CommandRecords.Stored(
                                                            "d",
                                                            "{}".getBytes(StandardCharsets.UTF_8)));
                                    return new Answer(99, Optional.empty());
                                }));
        assertThat(answer.number()).isEqualTo(1);
        Optional<CommandRecords.Stored> effect =
                done(database.read(tx -> records().find(tx, other)));
        assertThat(effect).as("the effect was undone").isEmpty();
    }

    @Test
    void a_second_durable_step_is_a_bug() throws Exception {
        Request request =
                new Requests(database, records(), mapper)
                        .http(principal("ann"), Optional.of("k"), new byte[] {1});
        done(request.durably("lane", Answer.class, _ -> new Answer(1, Optional.empty())));
        assertThatThrownBy(() ->
                        done(
                                request.durably(
                                        "lane",
                                        Answer.class,
                                        _ -> new Answer(2, Optional.empty()))))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_key_must_be_visible_ascii() {
        var requests = new Requests(database, records(), mapper);
        for (String key : List.of("", "a b", "ä", "x".repeat(129))) {
            assertThatThrownBy(() -> requests.http(principal("ann"), Optional.of(key), new byte[0]))
                    .isInstanceOf(RejectedException.class);
        }
    }
}
