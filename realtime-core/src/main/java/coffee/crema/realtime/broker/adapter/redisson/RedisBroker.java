package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// {@link Broker} on Redis: a stream and a hash for each channel, written and published by one Lua call for many events.
///
/// A node has one publishing call under way; what is published meanwhile goes with the next, in order. While Redis is away events wait,
/// and fail after 2 s without having been sent. A call that fails is not repeated. A stream begins a new epoch when its hash is gone, or when Redis was
/// started again since, because a server that was restarted may have lost its newest writes.
///
/// One {@link #read} answers with at most 4 MiB: fewer events than asked for do not mean that the end was reached.
public final class RedisBroker implements Broker {
    private static final int READ_MAX = 1_000;
    private static final int IDEMPOTENCY_KEY_MAX = 128;

    private final RedisLink link;
    private final BrokerScripts scripts;
    private final Lanes lanes;
    private final Followings followings;
    private final Timer publishing;

    /// @param link stays open when the broker is closed
    public RedisBroker(RedisLink link, MeterRegistry meters) {
        this.link = link;
        this.scripts = new BrokerScripts(link);
        this.lanes = new Lanes(link, scripts, meters);
        this.followings = new Followings(link, meters, scripts::topic, this::positionOf);
        this.publishing =
                Timer.builder("crema.broker.publish")
                        .description("from publish to the answer of Redis, failures included")
                        .publishPercentileHistogram()
                        .register(meters);
    }

    @Override
    public CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String idempotencyKey) {
        if (idempotencyKey != null && idempotencyKey.length() > IDEMPOTENCY_KEY_MAX) {
            throw new IllegalArgumentException(
                    "an idempotency key has at most " + IDEMPOTENCY_KEY_MAX + " characters");
        }
        return offer(Publication.Kind.KEPT, channel, event, idempotencyKey);
    }

    @Override
    public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        return offer(Publication.Kind.EPHEMERAL, channel, event, null).thenApply(position -> null);
    }

    @Override
    public CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        return followings.follow(channel, listener);
    }

    @Override
    public CompletionStage<Void> unfollow(ChannelName channel) {
        return followings.unfollow(channel);
    }

    @Override
    public CompletionStage<Replay> read(ChannelName channel, @Nullable Position since, int limit) {
        if (limit < 1 || limit > READ_MAX) {
            throw new IllegalArgumentException(
                    "read asks for 1 to " + READ_MAX + " events, not " + limit);
        }
        var wish = new CallWish(scripts.read(channel, since, limit), new CompletableFuture<>());
        lanes.calls.offer(wish);
        return wish.answer().thenApply(BrokerScripts::replay);
    }

    @Override
    public CompletionStage<Map<ChannelName, Position>> tops(Collection<ChannelName> channels) {
        var tops = new ConcurrentHashMap<ChannelName, Position>();
        CompletableFuture<?>[] all =
                channels.stream()
                        .map(channel ->
                                positionOf(channel).thenAccept(top -> tops.put(channel, top)))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).thenApply(nothing -> Map.copyOf(tops));
    }

    @Override
    public CompletionStage<Position> renewEpoch(ChannelName channel, String epoch) {
        var wish = new CallWish(scripts.renew(channel, epoch), new CompletableFuture<>());
        lanes.calls.offer(wish);
        return wish.answer().thenApply(BrokerScripts::position);
    }

    @Override
    public boolean available() {
        return link.isUp();
    }

    /// Deliveries end, and what waits fails. The link stays open.
    @Override
    public void close() {
        followings.close();
        lanes.close();
    }

    private CompletionStage<Position> offer(
            Publication.Kind kind,
            ChannelName channel,
            Event event,
            @Nullable String idempotencyKey) {
        long startNanos = link.scheduler().nanos();
        var publication =
                new Publication(
                        kind,
                        channel,
                        Frames.encode(event),
                        idempotencyKey,
                        new CompletableFuture<>());
        lanes.publishing.offer(publication);
        return publication
                .answer()
                .whenComplete((position, failure) ->
                        publishing.record(
                                link.scheduler().nanos() - startNanos, TimeUnit.NANOSECONDS));
    }

    private CompletionStage<Position> positionOf(ChannelName channel) {
        var wish = new PositionWish(channel, new CompletableFuture<>());
        lanes.positions.offer(wish);
        return wish.answer();
    }
}
