package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.RecordingListener;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.store.OutboxLimits;
import coffee.crema.realtime.store.OutboxRelay;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a committed transaction to the broker, whatever dies or is away in between.
public abstract class OutboxContract extends JdbiContract {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ChannelName ROOM = new ChannelName("room:1");
    private static final ChannelName OTHER = new ChannelName("room:2");

    /// Small, so that a test sees them reached; faster than in production where a test would wait.
    private static final OutboxLimits LIMITS =
            new OutboxLimits(
                    40,
                    1 << 20,
                    15,
                    8,
                    Duration.ofMillis(10),
                    3,
                    Duration.ofMillis(5),
                    Duration.ofMillis(100),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(2),
                    8);

    private final Random random = new Random();
    private final MemoryBroker broker =
            new MemoryBroker(time, random, MemoryBrokerLimits.defaults(), meters);
    private final RecordingListener room = new RecordingListener();
    private final RecordingListener other = new RecordingListener();
    private final List<OutboxRelay> relays = new ArrayList<>();

    @BeforeEach
    void follow() {
        get(broker.follow(ROOM, room));
        get(broker.follow(OTHER, other));
    }

    @AfterEach
    void stopRelays() {
        relays.forEach(OutboxRelay::close);
    }

    private OutboxRelay relay(JdbiDatabase database, Broker broker, KnownNodes nodes) {
        return relay(database, broker, nodes, LIMITS);
    }

    private OutboxRelay relay(
            JdbiDatabase database, Broker broker, KnownNodes nodes, OutboxLimits limits) {
        var relay =
                new OutboxRelay(
                        new JdbiOutbox(database), broker, nodes, time, random, limits, meters);
        relays.add(relay);
        relay.start();
        return relay;
    }

    private static Event event(int number) {
        return new Event("test.said", number, text(number).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(int number) {
        return "{\"number\":" + number + "}";
    }

    /// One piece of work for each number.
    private static void publish(JdbiDatabase database, ChannelName channel, int from, int to) {
        var stages = new ArrayList<CompletionStage<Integer>>();
        for (int i = from; i < to; i++) {
            int number = i;
            stages.add(
                    database.write(
                            channel.value(),
                            tx -> {
                                tx.publish(channel, event(number));
                                return number;
                            }));
        }
        stages.forEach(JdbiContract::get);
    }

    private static void assertHeard(RecordingListener listener, int count) {
        await().atMost(SOON).until(() -> listener.appended().size() >= count);
        assertThat(
                        listener.appended().stream()
                                .map(one -> new String(one.event().json(), StandardCharsets.UTF_8))
                                .toList())
                .isEqualTo(IntStream.range(0, count).mapToObj(OutboxContract::text).toList());
    }

    private static void assertEmpty(JdbiDatabase database) {
        var outbox = new JdbiOutbox(database);
        await().atMost(SOON).until(() -> get(outbox.shares()).isEmpty());
    }

    @Test
    void committed_events_are_published_in_order_and_leave_the_table() {
        var database = open("a");
        var relay = relay(database, broker, new KnownNodes("a"));
        publish(database, ROOM, 0, 200);
        publish(database, OTHER, 0, 50);
        assertHeard(room, 200);
        assertHeard(other, 50);
        assertEmpty(database);
        await().atMost(SOON).until(relay::isIdle);
    }

    @Test
    void an_event_arrives_as_it_was_published_also_by_the_table() {
        var database = open("a");
        String json = "{\"a\":\"Süß ☕ \\u0000 \uD83D\uDE00\"}";
        var sent = new Event("a.b-c", 1_790_000_000_001L, json.getBytes(StandardCharsets.UTF_8));
        get(
                database.write(
                        "l",
                        tx -> {
                            tx.publish(ROOM, sent);
                            return 1;
                        }));
        relay(database, broker, new KnownNodes("a"));
        await().atMost(SOON).until(() -> !room.appended().isEmpty());
        Event heard = room.appended().getFirst().event();
        assertThat(heard.name()).isEqualTo(sent.name());
        assertThat(heard.atMs()).isEqualTo(sent.atMs());
        assertThat(new String(heard.json(), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void what_is_undone_is_never_published() {
        var database = open("a");
        relay(database, broker, new KnownNodes("a"));
        var gate = new Gate(database, ROOM.value());
        var undone =
                database.write(
                        ROOM.value(),
                        tx -> {
                            tx.publish(ROOM, event(99));
                            throw new IllegalStateException("undo");
                        });
        var kept =
                database.write(
                        ROOM.value(),
                        tx -> {
                            tx.publish(ROOM, event(0));
                            return 1;
                        });
        gate.open();
        get(kept);
        assertThatThrownBy(() -> get(undone)).hasMessageContaining("undo");
        assertHeard(room, 1);
        assertEmpty(database);
        assertThat(room.appended()).hasSize(1);
    }

    @Test
    void while_the_broker_is_away_commits_go_on_and_everything_follows_in_order() {
        var database = open("a");
        var shaky = new ShakyBroker(broker);
        var relay = relay(database, shaky, new KnownNodes("a"));
        publish(database, ROOM, 0, 5);
        assertHeard(room, 5);
        shaky.away = true;
        // Far more than the relay holds.
        publish(database, ROOM, 5, 300);
        publish(database, OTHER, 0, 30);
        assertThat(room.appended()).hasSize(5);
        assertThat(relay.isIdle()).isFalse();
        assertThat(meters.get("crema.outbox.left").counter().count()).isPositive();
        // One gathering of commits may go over the limit.
        assertThat(meters.get("crema.outbox.held").gauge().value())
                .isLessThan(LIMITS.rowsMax() + settings().piecesMax());
        shaky.away = false;
        publish(database, ROOM, 300, 320);
        assertHeard(room, 320);
        assertHeard(other, 30);
        assertEmpty(database);
    }

    @Test
    void a_broker_that_fails_before_or_after_appending_gets_each_event_once_and_in_order() {
        long seed = System.nanoTime();
        System.out.println("seed of the shaky broker: " + seed);
        var database = open("a");
        relay(database, new ShakyBroker(broker, new Random(seed), 20), new KnownNodes("a"));
        for (int i = 0; i < 200; i += 20) {
            publish(database, ROOM, i, i + 20);
            publish(database, OTHER, i, i + 20);
        }
        assertHeard(room, 200);
        assertHeard(other, 200);
        assertEmpty(database);
        assertThat(room.appended()).hasSize(200);
    }

    @Test
    void what_a_dead_node_committed_is_published_by_another_within_four_seconds() {
        var dying = open("dying");
        publish(dying, ROOM, 0, 100);
        var survivor = open("survivor");
        relay(survivor, broker, new KnownNodes("survivor"), OutboxLimits.defaults());
        long start = System.nanoTime();
        assertHeard(room, 100);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertEmpty(survivor);
    }

    @Test
    void a_node_that_stops_with_the_broker_away_leaves_its_events_to_its_next_life() {
        var database = open("a-1");
        var shaky = new ShakyBroker(broker);
        shaky.away = true;
        var relay = relay(database, shaky, new KnownNodes("a-1"));
        publish(database, ROOM, 0, 100);
        relay.close();
        database.close();
        shaky.away = false;
        var next = open("a-2");
        relay(next, shaky, new KnownNodes("a-2"));
        publish(next, OTHER, 0, 10);
        assertHeard(room, 100);
        assertHeard(other, 10);
        assertEmpty(next);
    }

    @Test
    void two_nodes_that_find_the_same_rows_publish_each_once_and_in_order() {
        var dead = open("dead");
        publish(dead, ROOM, 0, 100);
        publish(dead, OTHER, 0, 100);
        var one = open("one");
        var two = open("two");
        relay(one, broker, new KnownNodes("one", "two"));
        relay(two, broker, new KnownNodes("two", "one"));
        assertHeard(room, 100);
        assertHeard(other, 100);
        assertEmpty(one);
        assertThat(meters.get("crema.outbox.taken.over").counter().count()).isEqualTo(1);
    }

    @Test
    void a_keeper_that_dies_is_replaced() {
        var dead = open("dead");
        publish(dead, ROOM, 0, 60);
        var first = new JdbiOutbox(open("first"));
        assertThat(get(first.takeOver(new JdbiOutbox(dead).self(), new JdbiOutbox(dead).self())))
                .isTrue();
        var second = open("second");
        relay(second, broker, new KnownNodes("second"));
        assertHeard(room, 60);
        assertEmpty(second);
        await().atMost(SOON)
                .until(() ->
                        get(
                                second.read(tx ->
                                        handle(tx)
                                                        .createQuery(
                                                                "select count(*) from outbox_keeper")
                                                        .mapTo(Integer.class)
                                                        .one()
                                                == 0)));
    }

    @Test
    void only_one_of_two_takes_over() {
        var dead = new JdbiOutbox(open("dead")).self();
        var one = new JdbiOutbox(open("one"));
        var two = new JdbiOutbox(open("two"));
        for (int round = 0; round < 10; round++) {
            var here = one.takeOver(dead, dead);
            var there = two.takeOver(dead, dead);
            boolean oneWon = get(here);
            assertThat(oneWon).isNotEqualTo(get(there));
            Outbox winner = oneWon ? one : two;
            assertThat(get((oneWon ? two : one).takeOver(dead, dead))).isFalse();
            assertThat(get((oneWon ? two : one).takeOver(dead, winner.self()))).isTrue();
            get((oneWon ? two : one).release(dead));
        }
    }

    @Test
    void the_rows_of_a_living_node_are_left_to_it_for_a_while_only() {
        var stuck = open("stuck");
        var shaky = new ShakyBroker(broker);
        shaky.away = true;
        relay(stuck, shaky, new KnownNodes("stuck", "well"));
        publish(stuck, ROOM, 0, 30);
        var well = open("well");
        relay(well, broker, new KnownNodes("well", "stuck"));
        long start = System.nanoTime();
        assertHeard(room, 30);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofSeconds(1));
        shaky.away = false;
        publish(stuck, ROOM, 30, 40);
        assertHeard(room, 40);
        assertEmpty(well);
        assertThat(room.appended()).hasSize(40);
    }

    @Test
    void an_event_that_the_broker_refuses_again_and_again_is_given_up() {
        var database = open("a");
        var shaky = new ShakyBroker(broker);
        shaky.refused = text(3);
        relay(database, shaky, new KnownNodes("a"));
        publish(database, ROOM, 0, 6);
        await().atMost(SOON).until(() -> room.appended().size() == 5);
        assertThat(room.appended().stream().map(one -> one.event().atMs()).toList())
                .containsExactly(0L, 1L, 2L, 4L, 5L);
        assertEmpty(database);
        assertThat(meters.get("crema.outbox.given.up").counter().count()).isEqualTo(1);
    }
}
