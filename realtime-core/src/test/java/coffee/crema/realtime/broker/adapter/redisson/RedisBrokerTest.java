package coffee.crema.realtime.broker.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.broker.RecordingListener;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.testing.RedisNode;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is of Redis alone: lost servers, ambiguous answers, and many subscriptions.
class RedisBrokerTest {
    private static final ChannelName ROOM = new ChannelName("room:1");

    private RedisServer redis;
    private RedisNode node;

    @BeforeEach
    void open() {
        redis = RedisServer.startPersistent();
        node = RedisNode.at(redis.uri());
    }

    @AfterEach
    void close() {
        node.close();
        redis.close();
    }

    private static Event event(String text) {
        return new Event(
                "test.said", 1L, ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Position publish(String text) {
        return get(node.broker.publish(ROOM, event(text), null));
    }

    private Position top() {
        return get(node.broker.tops(List.of(ROOM))).get(ROOM);
    }

    @Test
    void a_publish_repeated_after_an_ambiguous_timeout_appends_once() {
        var heard = new RecordingListener();
        get(node.broker.follow(ROOM, heard));
        redis.pause();
        CompletionStage<Position> unknown = node.broker.publish(ROOM, event("one"), "key");
        assertThatThrownBy(() -> get(unknown))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(BrokerUnavailableException.class);
        redis.resume();
        await().until(node.broker::available);
        Position answered = get(node.broker.publish(ROOM, event("one"), "key"));
        publish("two");
        await().until(() -> heard.offsets().contains(2L));

        assertThat(answered.offset()).isEqualTo(1);
        assertThat(heard.appended().stream().map(one -> one.position().offset()))
                .containsExactly(1L, 2L);
    }

    @Test
    void while_redis_is_away_a_publish_fails_within_its_timeout_and_is_not_sent() {
        publish("one");
        redis.kill();
        await().until(() -> !node.broker.available());
        long startNanos = System.nanoTime();
        assertThatThrownBy(() -> get(node.broker.publish(ROOM, event("two"), null)))
                .hasCauseInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("not sent");
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_600));
        assertThat(node.count("crema.redis.failures", "queue", "publish", "reason", "late"))
                .isEqualTo(1);
        assertThatThrownBy(() -> get(node.broker.follow(ROOM, new RecordingListener())))
                .hasCauseInstanceOf(BrokerUnavailableException.class);
    }

    @Test
    void what_waits_through_a_short_outage_is_sent_in_order() {
        Position before = publish("one");
        redis.kill();
        await().until(() -> !node.broker.available());
        List<CompletionStage<Position>> waiting =
                IntStream.range(0, 100)
                        .mapToObj(i -> node.broker.publish(ROOM, event("e" + i), null))
                        .toList();
        redis.restart();
        List<Position> positions = waiting.stream().map(RedisBrokerTest::get).toList();
        assertThat(positions.stream().map(Position::offset))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList());
        assertThat(positions.getFirst().sameEpoch(before)).isFalse();
    }

    @Test
    void a_server_that_was_started_again_begins_a_new_epoch_even_with_its_data() {
        publish("one");
        Position last = publish("two");
        redis.kill();
        redis.restart();
        await().until(node.broker::available);
        assertThat(top().sameEpoch(last)).isFalse();
        Replay replay = get(node.broker.read(ROOM, last, 10));
        assertThat(replay.complete()).isFalse();
        assertThat(publish("three")).isEqualTo(new Position(top().epoch(), 1));
    }

    @Test
    void a_server_that_was_emptied_begins_a_new_epoch_that_followers_hear() {
        var heard = new RecordingListener();
        Position start = get(node.broker.follow(ROOM, heard));
        publish("one");
        redis.command("FLUSHALL");
        Position next = publish("two");
        await().until(() -> heard.appended().size() == 2);
        assertThat(next.offset()).isEqualTo(1);
        assertThat(next.sameEpoch(start)).isFalse();
        assertThat(heard.appended().getLast().position()).isEqualTo(next);
    }

    @Test
    void a_stream_that_was_evicted_is_not_taken_for_complete() {
        Position first = publish("one");
        publish("two");
        redis.command("DEL crema:s:room:1");
        assertThat(get(node.broker.read(ROOM, first, 10)).complete()).isFalse();
        assertThat(get(node.broker.read(ROOM, new Position(first.epoch(), 2), 10)).complete())
                .isTrue();
    }

    @Test
    void one_event_that_redis_refuses_does_not_take_the_others_with_it() {
        var spoilt = new ChannelName("room:spoilt");
        redis.command("SET crema:p:room:spoilt text");
        CompletionStage<Position> bad = node.broker.publish(spoilt, event("bad"), null);
        CompletionStage<Position> good = node.broker.publish(ROOM, event("good"), null);
        assertThatThrownBy(() -> get(bad)).hasCauseInstanceOf(BrokerUnavailableException.class);
        assertThat(get(good).offset()).isEqualTo(1);
        assertThat(node.broker.available()).isTrue();
    }

    @Test
    void foreign_messages_are_counted_and_dropped() {
        var heard = new RecordingListener();
        get(node.broker.follow(ROOM, heard));
        String publish = node.link.publishCommand();
        redis.command(publish + " crema:t:room:1 nonsense");
        publish("one");
        await().until(() -> heard.appended().size() == 1);
        assertThat(node.count("crema.broker.malformed")).isEqualTo(1);
    }

    @Test
    void a_listener_that_throws_hears_the_next_event_all_the_same() {
        var heard = new RecordingListener();
        get(node.broker.follow(ROOM, new Throwing(heard)));
        publish("one");
        publish("two");
        await().until(() -> heard.appended().size() == 2);
    }

    @Test
    void a_second_follow_of_the_same_channel_is_refused() {
        get(node.broker.follow(ROOM, new RecordingListener()));
        assertThatThrownBy(() -> get(node.broker.follow(ROOM, new RecordingListener())))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void follow_and_unfollow_at_once_end_as_asked_last() {
        for (int i = 0; i < 100; i++) {
            var channel = new ChannelName("churn:" + i);
            var heard = new RecordingListener();
            node.broker.follow(channel, new RecordingListener());
            node.broker.unfollow(channel);
            get(node.broker.follow(channel, heard));
            get(node.broker.publish(channel, event("one"), null));
            await().until(() -> heard.offsets().equals(List.of(1L)));
        }
    }

    @Test
    void five_thousand_channels_are_followed_and_come_back_after_an_outage() {
        int count = 5_000;
        var listeners = new ArrayList<RecordingListener>();
        var follows = new ArrayList<CompletionStage<Position>>();
        for (int i = 0; i < count; i++) {
            var heard = new RecordingListener();
            listeners.add(heard);
            follows.add(node.broker.follow(new ChannelName("many:" + i), heard));
        }
        follows.forEach(RedisBrokerTest::get);
        publishToAll(count);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> listeners.stream().allMatch(one -> one.appended().size() == 1));

        redis.kill();
        redis.restart();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> listeners.stream().allMatch(one -> one.interruptions() > 0));
        await().until(node.broker::available);
        publishToAll(count);
        await().until(() -> listeners.stream().allMatch(one -> one.appended().size() == 2));
    }

    private void publishToAll(int count) {
        IntStream.range(0, count)
                .mapToObj(i -> node.broker.publish(new ChannelName("many:" + i), event("e"), null))
                .toList()
                .forEach(RedisBrokerTest::get);
    }

    private record Throwing(RecordingListener heard) implements BrokerListener {
        @Override
        public void appended(ChannelName channel, Position position, Event event) {
            heard.appended(channel, position, event);
            throw new IllegalStateException("a listener's fault");
        }

        @Override
        public void ephemeral(ChannelName channel, Event event) {}

        @Override
        public void interrupted(ChannelName channel) {}
    }
}
