package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.RecordingListener;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
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

/// What tests of the outbox work with: two rooms that are heard, and relays that end with the test.
abstract class OutboxDesk extends JdbiContract {

    static final Duration SOON = Duration.ofSeconds(20);
    static final ChannelName ROOM = new ChannelName("room:1");
    static final ChannelName OTHER = new ChannelName("room:2");

    /// Small, so that a test sees them reached; faster than in production where a test would wait.
    static final OutboxLimits LIMITS =
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

    final Random random = new Random();
    final MemoryBroker broker =
            new MemoryBroker(time, random, MemoryBrokerLimits.defaults(), meters);
    final RecordingListener room = new RecordingListener();
    final RecordingListener other = new RecordingListener();
    final List<OutboxRelay> relays = new ArrayList<>();

    @BeforeEach
    void follow() {
        get(broker.follow(ROOM, room));
        get(broker.follow(OTHER, other));
    }

    @AfterEach
    void stopRelays() {
        relays.forEach(OutboxRelay::close);
    }

    OutboxRelay relay(JdbiDatabase database, Broker broker, KnownNodes nodes) {
        return relay(database, broker, nodes, LIMITS);
    }

    OutboxRelay relay(JdbiDatabase database, Broker broker, KnownNodes nodes, OutboxLimits limits) {
        var relay =
                new OutboxRelay(
                        new JdbiOutbox(database), broker, nodes, time, random, limits, meters);
        relays.add(relay);
        relay.start();
        return relay;
    }

    static Event event(int number) {
        return new Event("test.said", number, text(number).getBytes(StandardCharsets.UTF_8));
    }

    static String text(int number) {
        return "{\"number\":" + number + "}";
    }

    /// One piece of work for each number.
    static void publish(JdbiDatabase database, ChannelName channel, int from, int to) {
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

    static void assertHeard(RecordingListener listener, int count) {
        await().atMost(SOON).until(() -> listener.appended().size() >= count);
        assertThat(
                        listener.appended().stream()
                                .map(one -> new String(one.event().json(), StandardCharsets.UTF_8))
                                .toList())
                .isEqualTo(IntStream.range(0, count).mapToObj(OutboxDesk::text).toList());
    }

    static void assertEmpty(JdbiDatabase database) {
        var outbox = new JdbiOutbox(database);
        await().atMost(SOON).until(() -> get(outbox.shares()).isEmpty());
    }
}
