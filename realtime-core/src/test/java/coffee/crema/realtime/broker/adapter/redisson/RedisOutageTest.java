package coffee.crema.realtime.broker.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.testing.RedisNode;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.testing.TcpProxy;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// 500 events a second over ten channels, while Redis or the way to it fails. Nothing that was acknowledged may be missing unless a new epoch says so,
/// and deliveries must go on afterwards.
class RedisOutageTest {
    private static final int CHANNELS = 10;
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final Duration OUTAGE = Duration.ofSeconds(1);

    private record Acknowledged(ChannelName channel, Position position) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<ChannelName, HealingFollower> followers = new LinkedHashMap<>();

    private RedisServer redis;
    private TcpProxy proxy;
    private RedisNode publisher;
    private RedisNode reader;
    private Scheduler.Cancellable load;

    @BeforeEach
    void open() {
        redis = RedisServer.start();
        proxy = TcpProxy.to(redis.port());
        publisher = RedisNode.at(redis.uri());
        reader = RedisNode.at(RedisServer.uri(proxy.port()));
        IntStream.range(0, CHANNELS)
                .mapToObj(i -> new ChannelName("room:" + i))
                .forEach(name ->
                        followers.put(
                                name,
                                HealingFollower.follow(reader.broker, name, reader.scheduler)));
        load = publisher.scheduler.every(BETWEEN, this::publishOneEach);
        await().until(() -> followers.values().stream().allMatch(follower -> follower.live() > 20));
    }

    @AfterEach
    void close() {
        load.cancel();
        publisher.close();
        reader.close();
        proxy.close();
        redis.close();
    }

    private void publishOneEach() {
        for (ChannelName channel : followers.keySet()) {
            var event = new Event("test.said", 1L, "{}".getBytes(StandardCharsets.UTF_8));
            publisher
                    .broker
                    .publish(channel, event, null)
                    .whenComplete((position, failure) -> {
                        if (failure == null) {
                            acknowledged.add(new Acknowledged(channel, position));
                        } else {
                            failed.incrementAndGet();
                        }
                    });
        }
    }

    private void pass(Duration time) throws InterruptedException {
        var passed = new CountDownLatch(1);
        publisher.scheduler.after(time, passed::countDown);
        assertThat(passed.await(time.toMillis() + 5_000, TimeUnit.MILLISECONDS)).isTrue();
    }

    /// @return how many acknowledged events were of an epoch that ended
    private long awaitWhole() {
        Map<ChannelName, Integer> before = new LinkedHashMap<>();
        followers.forEach((channel, follower) -> before.put(channel, follower.live()));
        await("live deliveries on every channel")
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        followers.entrySet().stream()
                                .allMatch(each ->
                                        each.getValue().live() > before.get(each.getKey()) + 20));
        load.cancel();
        assertThat(acknowledged.size()).isGreaterThan(500);
        Map<ChannelName, Position> tops =
                publisher.broker.tops(followers.keySet()).toCompletableFuture().join();
        await("every follower is in the newest epoch, and has all of it that was acknowledged")
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        acknowledged.stream()
                                .allMatch(one ->
                                        isAccountedFor(one, tops.get(one.channel()).epoch())));
        return acknowledged.stream()
                .filter(one -> !one.position().epoch().equals(tops.get(one.channel()).epoch()))
                .count();
    }

    private boolean isAccountedFor(Acknowledged one, String newestEpoch) {
        HealingFollower follower = followers.get(one.channel());
        return one.position().epoch().equals(newestEpoch)
                ? follower.knows(one.position())
                : follower.epoch().equals(newestEpoch);
    }

    @Test
    void redis_is_killed_and_comes_back_empty() throws InterruptedException {
        redis.kill();
        pass(OUTAGE);
        await().until(() -> !reader.broker.available());
        redis.restart();
        assertThat(awaitWhole()).as("of an epoch that ended").isPositive();
        assertThat(publisher.broker.available() && reader.broker.available()).isTrue();
        assertThat(publisher.count("crema.redis.lost")).isPositive();
    }

    @Test
    void redis_is_paused() throws InterruptedException {
        redis.pause();
        pass(OUTAGE.multipliedBy(3));
        assertThat(reader.broker.available()).isFalse();
        redis.resume();
        assertThat(awaitWhole()).as("of an epoch that ended").isZero();
        assertThat(failed.get()).isPositive();
    }

    @Test
    void the_reader_is_cut_off() throws InterruptedException {
        proxy.refuse();
        pass(OUTAGE);
        proxy.accept();
        assertThat(awaitWhole()).as("of an epoch that ended").isZero();
        assertThat(failed).hasValue(0);
    }

    @Test
    void the_connections_of_the_reader_die_without_a_word() {
        assertThat(proxy.silence()).isGreaterThanOrEqualTo(2);
        await("subscribed again")
                .atMost(Duration.ofSeconds(3))
                .until(() ->
                        followers.values().stream()
                                .allMatch(follower -> follower.interruptions() > 0));
        assertThat(awaitWhole()).as("of an epoch that ended").isZero();
        assertThat(reader.count("crema.redis.silent.closed")).isPositive();
        assertThat(failed).hasValue(0);
    }

    @Test
    void outage_after_outage() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            redis.kill();
            pass(Duration.ofMillis(300));
            redis.restart();
            await().atMost(Duration.ofSeconds(5)).until(() -> reader.broker.available());
            proxy.cut();
        }
        assertThat(awaitWhole()).as("of an epoch that ended").isPositive();
    }
}
