package coffee.crema.realtime.broker.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerContract;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.broker.RecordingListener;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MemoryBrokerTest extends BrokerContract {

    private static final int EVENTS_MAX = 300;
    private static final int CHANNELS_MAX = 400;

    private final VirtualScheduler time = new VirtualScheduler();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryBroker broker = open(CHANNELS_MAX, 10_000);

    private MemoryBroker open(int channelsMax, int deliveriesMax) {
        return new MemoryBroker(
                time,
                new Random(),
                new MemoryBrokerLimits(
                        EVENTS_MAX,
                        1 << 20,
                        Duration.ofMinutes(10),
                        1 << 22,
                        channelsMax,
                        100,
                        deliveriesMax),
                meters);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Override
    protected Broker broker() {
        return broker;
    }

    @Override
    protected int eventsMax() {
        return EVENTS_MAX;
    }

    @Test
    void a_key_is_forgotten_after_five_minutes() {
        var channel = channel();
        Position first = get(broker.publish(channel, event("a"), "key"));
        time.advance(Duration.ofMinutes(5));
        assertThat(get(broker.publish(channel, event("a"), "key"))).isEqualTo(first);
        time.advance(Duration.ofMillis(1));
        assertThat(get(broker.publish(channel, event("a"), "key")).offset()).isEqualTo(2);
    }

    @Test
    void events_are_kept_for_their_age_and_no_longer() {
        var channel = channel();
        Position top = publish(channel, "a");
        var before = new Position(top.epoch(), 0);
        time.advance(Duration.ofMinutes(10));
        assertThat(get(broker.read(channel, before, 10)).complete()).isTrue();
        time.advance(Duration.ofMillis(1));
        Replay replay = get(broker.read(channel, before, 10));
        assertThat(replay.complete()).isFalse();
        assertThat(replay.top()).isEqualTo(top);
    }

    @Test
    void a_channel_that_was_forgotten_begins_a_new_epoch() {
        var channel = channel();
        Position old = publish(channel, "a");
        time.advance(Duration.ofMinutes(11));
        Position next = publish(channel, "b");
        assertThat(next.epoch()).isNotEqualTo(old.epoch());
        assertThat(get(broker.read(channel, old, 10)).complete()).isFalse();
    }

    @Test
    void a_followed_channel_is_never_forgotten() {
        var channel = channel();
        get(broker.follow(channel, new RecordingListener()));
        Position old = publish(channel, "a");
        time.advance(Duration.ofHours(2));
        assertThat(publish(channel, "b")).isEqualTo(new Position(old.epoch(), 2));
    }

    @Test
    void over_the_channel_limit_the_longest_unused_goes_and_a_full_house_is_unavailable() {
        var small = open(2, 16);
        var oldest = channel();
        var newer = channel();
        Position old = get(small.publish(oldest, event("a"), null));
        time.advance(Duration.ofSeconds(1));
        get(small.follow(newer, new RecordingListener()));
        get(small.follow(channel(), new RecordingListener()));
        assertThat(get(small.read(oldest, old, 1)).complete()).isFalse();
        assertThatThrownBy(() -> get(small.publish(oldest, event("b"), null)))
                .hasCauseInstanceOf(BrokerUnavailableException.class);
        assertThat(meters.counter("crema.broker.memory.channels.forgotten").count()).isEqualTo(1);
        small.close();
    }

    @Test
    void a_listener_that_publishes_hears_it_afterwards_and_a_flood_is_cut_and_told() {
        var small = open(10, 16);
        var channel = channel();
        var heard = new ArrayList<Long>();
        var interruptions = new ArrayList<ChannelName>();
        get(
                small.follow(
                        channel,
                        new BrokerListener() {
                            @Override
                            public void appended(ChannelName on, Position at, Event event) {
                                heard.add(at.offset());
                                if (at.offset() == 1) {
                                    for (int i = 0; i < 20; i++) {
                                        get(small.publish(channel, event("more"), null));
                                    }
                                }
                            }

                            @Override
                            public void ephemeral(ChannelName on, Event event) {}

                            @Override
                            public void interrupted(ChannelName on) {
                                interruptions.add(on);
                            }
                        }));
        get(small.publish(channel, event("first"), null));
        assertThat(heard).hasSize(16).isSorted();
        assertThat(interruptions).isEqualTo(List.of(channel));
        assertThat(meters.counter("crema.broker.memory.deliveries.lost").count()).isEqualTo(5);
        small.close();
    }

    @Test
    void a_closed_broker_is_unavailable() {
        var closed = open(10, 16);
        closed.close();
        assertThat(closed.available()).isFalse();
        assertThatThrownBy(() -> get(closed.publish(channel(), event("a"), null)))
                .hasCauseInstanceOf(BrokerUnavailableException.class);
    }
}
