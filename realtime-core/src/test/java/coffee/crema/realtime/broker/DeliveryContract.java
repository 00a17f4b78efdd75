package coffee.crema.realtime.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What {@link BrokerContract} asks of publishing and following.
public abstract class DeliveryContract {

    private static final int THREADS = 4;
    private static final int EVENTS_EACH = 200;

    /// The node under test: it follows and reads.
    protected abstract Broker broker();

    /// The node that publishes. Give another one of the same cluster where there can be one.
    protected Broker publisher() {
        return broker();
    }

    /// How many events of a channel the broker keeps at least; it must not keep three times as many. 10 to 300.
    protected abstract int eventsMax();

    /// A channel that no other test uses.
    protected final ChannelName channel() {
        return new ChannelName(
                "contract:" + Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36));
    }

    protected static Event event(String text) {
        return new Event(
                "test.said",
                1_790_000_000_123L,
                ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    protected static String text(Event event) {
        String json = new String(event.json(), StandardCharsets.UTF_8);
        return json.substring("{\"text\":\"".length(), json.length() - 2);
    }

    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, SECONDS).join();
    }

    protected final Position publish(ChannelName channel, String text) {
        return get(publisher().publish(channel, event(text), null));
    }

    @Test
    void offsets_rise_by_one_from_one() {
        var channel = channel();
        Position first = publish(channel, "a");
        Position second = publish(channel, "b");
        assertThat(first.offset()).isEqualTo(1);
        assertThat(second).isEqualTo(new Position(first.epoch(), 2));
    }

    @Test
    void a_follower_hears_everything_in_order_at_the_positions_that_were_answered() {
        var channel = channel();
        var heard = new RecordingListener();
        Position start = get(broker().follow(channel, heard));
        var answered = new ArrayList<CompletionStage<Position>>();
        for (int i = 0; i < EVENTS_EACH; i++) {
            answered.add(publisher().publish(channel, event("e" + i), null));
        }
        List<Position> positions = answered.stream().map(DeliveryContract::get).toList();
        await().until(() -> heard.offsets().size() == EVENTS_EACH);

        assertThat(start.offset()).isZero();
        assertThat(heard.offsets())
                .isEqualTo(LongStream.rangeClosed(1, EVENTS_EACH).boxed().toList());
        for (RecordingListener.Appended one : heard.appended()) {
            int index = (int) one.position().offset() - 1;
            assertThat(positions.get(index)).isEqualTo(one.position());
            assertThat(text(one.event())).isEqualTo("e" + index);
            assertThat(one.channel()).isEqualTo(channel);
        }
    }

    @Test
    void an_event_arrives_and_is_read_exactly_as_it_was_published() {
        var channel = channel();
        var heard = new RecordingListener();
        Position start = get(broker().follow(channel, heard));
        byte[] json = new byte[Event.DATA_BYTES_MAX];
        Arrays.fill(json, (byte) 'x');
        byte[] head = "{\"a\":\"Süß ☕ \\u0000 \uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, json, 0, head.length);
        json[json.length - 2] = '"';
        json[json.length - 1] = '}';
        get(publisher().publish(channel, new Event("a.b-c", 1_790_000_000_001L, json), null));
        await().until(() -> !heard.appended().isEmpty());

        for (Event one :
                List.of(
                        heard.appended().getFirst().event(),
                        get(broker().read(channel, start, 10)).entries().getFirst().event())) {
            assertThat(one.name()).isEqualTo("a.b-c");
            assertThat(one.atMs()).isEqualTo(1_790_000_000_001L);
            assertThat(one.json()).isEqualTo(json);
        }
    }

    @Test
    void what_lies_after_the_position_of_a_follow_is_delivered_and_nothing_before() {
        var channel = channel();
        publish(channel, "before 1");
        Position before = publish(channel, "before 2");
        var heard = new RecordingListener();
        Position start = get(broker().follow(channel, heard));
        Position after = publish(channel, "after");
        await().until(() -> !heard.appended().isEmpty());

        assertThat(start).isEqualTo(before);
        assertThat(heard.appended().getFirst().position()).isEqualTo(after);
        assertThat(text(heard.appended().getFirst().event())).isEqualTo("after");
    }

    @Test
    void a_follow_amid_publishing_leaves_no_hole_after_its_position() {
        var channel = channel();
        var published =
                CompletableFuture.runAsync(
                        () -> IntStream.range(0, EVENTS_EACH).forEach(i -> publish(channel, "e")));
        await().until(() -> get(broker().tops(List.of(channel))).get(channel).offset() > 10);
        var heard = new RecordingListener();
        Position start = get(broker().follow(channel, heard));
        get(published);

        List<Long> expected =
                LongStream.rangeClosed(start.offset() + 1, EVENTS_EACH).boxed().toList();
        await().untilAsserted(() ->
                assertThat(heard.offsets().stream().filter(o -> o > start.offset()).toList())
                        .isEqualTo(expected));
    }

    @Test
    void the_same_key_appends_once_and_gets_the_first_answer() {
        var channel = channel();
        var other = channel();
        var heard = new RecordingListener();
        get(broker().follow(channel, heard));
        Position first = get(publisher().publish(channel, event("one"), "key-1"));
        Position between = get(publisher().publish(channel, event("two"), "key-2"));
        Position again = get(publisher().publish(channel, event("one"), "key-1"));
        Position elsewhere = get(broker().publish(channel, event("one"), "key-1"));
        Position otherChannel = get(publisher().publish(other, event("one"), "key-1"));
        publish(channel, "three");
        await().until(() -> heard.offsets().contains(3L));

        assertThat(again).isEqualTo(first);
        assertThat(elsewhere).isEqualTo(first);
        assertThat(between.offset()).isEqualTo(2);
        assertThat(otherChannel.offset()).isEqualTo(1);
        assertThat(heard.offsets()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_key_that_many_use_at_once_appends_once() {
        var channel = channel();
        var positions = new ArrayList<CompletableFuture<Position>>();
        for (int i = 0; i < THREADS * 4; i++) {
            Broker from = i % 2 == 0 ? publisher() : broker();
            positions.add(
                    CompletableFuture.supplyAsync(
                            () -> get(from.publish(channel, event("same"), "key"))));
        }
        assertThat(positions.stream().map(DeliveryContract::get).distinct()).hasSize(1);
        assertThat(get(broker().tops(List.of(channel))).get(channel).offset()).isEqualTo(1);
    }

    @Test
    void concurrent_publishers_each_keep_their_own_order() {
        var channel = channel();
        var heard = new RecordingListener();
        get(broker().follow(channel, heard));
        var publishers = new ArrayList<CompletableFuture<Void>>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            publishers.add(CompletableFuture.runAsync(() -> publishMany(channel, thread)));
        }
        publishers.forEach(DeliveryContract::get);
        await().until(() -> heard.offsets().size() == THREADS * EVENTS_EACH);

        var next = new HashMap<String, Integer>();
        var seen = new HashSet<Long>();
        for (RecordingListener.Appended one : heard.appended()) {
            if (seen.add(one.position().offset())) {
                String[] parts = text(one.event()).split("-", 2);
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next.getOrDefault(parts[0], 0));
                next.merge(parts[0], 1, Integer::sum);
            }
        }
        assertThat(heard.offsets()).isSorted();
        assertThat(next.values()).containsOnly(EVENTS_EACH);
    }

    private void publishMany(ChannelName channel, int thread) {
        var stages = new ArrayList<CompletionStage<Position>>();
        for (int i = 0; i < EVENTS_EACH; i++) {
            stages.add(publisher().publish(channel, event(thread + "-" + i), null));
        }
        stages.forEach(DeliveryContract::get);
    }

    @Test
    void many_channels_hear_their_own_events_only() {
        int count = 300;
        var heard = new HashMap<ChannelName, RecordingListener>();
        var channels = IntStream.range(0, count).mapToObj(i -> channel()).toList();
        var follows = new ArrayList<CompletionStage<Position>>();
        for (ChannelName channel : channels) {
            var listener = new RecordingListener();
            heard.put(channel, listener);
            follows.add(broker().follow(channel, listener));
        }
        follows.forEach(DeliveryContract::get);
        channels.stream()
                .map(channel -> publisher().publish(channel, event(channel.value()), null))
                .toList()
                .forEach(DeliveryContract::get);
        await().until(() -> heard.values().stream().noneMatch(one -> one.appended().isEmpty()));

        heard.forEach((channel, listener) ->
                assertThat(listener.appended())
                        .allSatisfy(
                                one -> assertThat(text(one.event())).isEqualTo(channel.value())));
        Map<ChannelName, Position> tops = get(broker().tops(channels));
        assertThat(tops).hasSize(count);
        assertThat(tops.values()).allSatisfy(top -> assertThat(top.offset()).isEqualTo(1));
    }

    @Test
    void an_ephemeral_event_is_delivered_and_kept_nowhere() {
        var channel = channel();
        var heard = new RecordingListener();
        Position start = get(broker().follow(channel, heard));
        get(publisher().publishEphemeral(channel, event("typing")));
        await().until(() -> !heard.ephemeral().isEmpty());

        assertThat(text(heard.ephemeral().getFirst())).isEqualTo("typing");
        assertThat(get(broker().tops(List.of(channel)))).containsEntry(channel, start);
        assertThat(get(broker().read(channel, null, 10)).entries()).isEmpty();
        assertThat(publish(channel, "kept").offset()).isEqualTo(1);
        await().until(() -> heard.offsets().equals(List.of(1L)));
    }

    @Test
    void after_an_unfollow_nothing_comes_until_the_next_follow() {
        var channel = channel();
        var control = channel();
        var heard = new RecordingListener();
        var controlHeard = new RecordingListener();
        get(broker().follow(channel, heard));
        get(broker().follow(control, controlHeard));
        publish(channel, "1");
        await().until(() -> heard.offsets().size() == 1);
        get(broker().unfollow(channel));
        publish(channel, "2");
        get(publisher().publishEphemeral(channel, event("2")));
        publish(control, "1");
        await().until(() -> controlHeard.offsets().size() == 1);
        assertThat(heard.offsets()).containsExactly(1L);
        assertThat(heard.ephemeral()).isEmpty();

        var next = new RecordingListener();
        assertThat(get(broker().follow(channel, next)).offset()).isEqualTo(2);
        publish(channel, "3");
        await().until(() -> next.offsets().equals(List.of(3L)));
        assertThat(heard.offsets()).containsExactly(1L);
    }

    @Test
    void an_unfollow_of_what_is_not_followed_is_harmless() {
        var channel = channel();
        get(broker().unfollow(channel));
        assertThat(publish(channel, "1").offset()).isEqualTo(1);
    }
}
