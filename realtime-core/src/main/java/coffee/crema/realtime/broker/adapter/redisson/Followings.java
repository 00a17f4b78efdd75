package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.adapter.redisson.Coalescer;
import coffee.crema.realtime.adapter.redisson.RedisAwayException;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.adapter.redisson.TopicSubscription;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The channels that this node follows. What is asked about one channel happens one after another.
final class Followings {
    /// Redisson's own timeouts end an attempt; after this long the next one no longer waits for it.
    private static final Duration TURN_MAX = Duration.ofSeconds(8);

    /// A burst of follows (a node that takes over thousands of channels) is served in turn; each has 2 s from when Redis is asked.
    private static final Coalescer.Limits SUBSCRIBING =
            new Coalescer.Limits(
                    RedisLink.SUBSCRIPTIONS_MAX,
                    64L << 20,
                    1,
                    1L << 20,
                    128,
                    Duration.ofSeconds(5));

    private final RedisLink link;
    private final Function<ChannelName, CompletionStage<Position>> positionOf;
    private final Function<ChannelName, String> topicOf;
    private final Coalescer<SubscribeWish> subscribing;
    private final Counter interruptions;
    private final Counter malformed;
    private final ConcurrentHashMap<ChannelName, SubscribeWish> followings =
            new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ChannelName, CompletableFuture<Void>> turns =
            new ConcurrentHashMap<>();

    Followings(
            RedisLink link,
            MeterRegistry meters,
            Function<ChannelName, String> topicOf,
            Function<ChannelName, CompletionStage<Position>> positionOf) {
        this.link = link;
        this.topicOf = topicOf;
        this.positionOf = positionOf;
        this.subscribing =
                new Coalescer<>(
                        "subscribe",
                        link,
                        meters,
                        SUBSCRIBING,
                        batch -> subscribe(batch.getFirst()));
        this.interruptions =
                Counter.builder("crema.broker.interruptions")
                        .description("subscriptions to a channel that had to be made again")
                        .register(meters);
        this.malformed =
                Counter.builder("crema.broker.malformed")
                        .description("messages on a topic that are none of ours")
                        .register(meters);
        Gauge.builder("crema.broker.followed", followings, ConcurrentHashMap::size)
                .description("channels that this node follows")
                .register(meters);
    }

    CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        if (!link.isUp()) {
            return unavailable("Redis is away");
        }
        if (followings.size() >= RedisLink.SUBSCRIPTIONS_MAX) {
            return unavailable(
                    "this node follows " + RedisLink.SUBSCRIPTIONS_MAX + " channels already");
        }
        var wish = new SubscribeWish(new FollowedChannel(channel, listener, malformed::increment));
        if (followings.putIfAbsent(channel, wish) != null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException(
                            channel + " is followed already: one listener a channel and node"));
        }
        inTurn(
                channel,
                () -> {
                    subscribing.offer(wish);
                    return wish.settled();
                });
        return wish.answer()
                .whenComplete((position, failure) -> {
                    if (failure != null && followings.remove(channel, wish)) {
                        end(wish);
                    }
                });
    }

    CompletionStage<Void> unfollow(ChannelName channel) {
        SubscribeWish following = followings.remove(channel);
        return following == null ? CompletableFuture.completedFuture(null) : end(following);
    }

    void close() {
        followings.values().forEach(wish -> wish.channel().end());
        followings.clear();
        subscribing.close();
    }

    private CompletionStage<Void> subscribe(SubscribeWish wish) {
        FollowedChannel channel = wish.channel();
        if (wish.answer().isDone()) {
            wish.settle();
            return wish.settled();
        }
        Scheduler.Cancellable guard = link.scheduler().after(Lanes.PATIENCE, wish::late);
        var _ = wish.answer().whenComplete((position, failure) -> guard.cancel());
        TopicSubscription subscription =
                link.subscribe(
                        topicOf.apply(channel.name()),
                        channel::message,
                        () -> {
                            interruptions.increment();
                            channel.interrupted();
                        });
        CompletionStage<Void> active = subscription.active();
        wish.subscribed(subscription, active);
        active.thenCompose(nothing -> positionOf.apply(channel.name()))
                .whenComplete((position, failure) -> {
                    if (failure == null) {
                        channel.open(position, wish.answer());
                    } else {
                        wish.answer().completeExceptionally(Wish.unavailable(failure));
                    }
                });
        return wish.settled();
    }

    /// Nothing is delivered from here on; Redis is told when it is the channel's turn.
    private CompletionStage<Void> end(SubscribeWish wish) {
        wish.channel().end();
        return inTurn(wish.channel().name(), wish::unsubscribe);
    }

    /// Runs after what was asked about the channel before. Ends when it ended, well or not, or after {@link #TURN_MAX}.
    private CompletionStage<Void> inTurn(
            ChannelName channel, Supplier<CompletionStage<Void>> task) {
        var turn = new CompletableFuture<Void>();
        CompletableFuture<Void> before = turns.put(channel, turn);
        Scheduler.Cancellable guard = link.scheduler().after(TURN_MAX, () -> turn.complete(null));
        var _ =
                turn.thenRun(() -> {
                    guard.cancel();
                    turns.remove(channel, turn);
                });
        CompletionStage<Void> start =
                before == null ? CompletableFuture.completedFuture(null) : before;
        start.thenCompose(nothing -> task.get())
                .whenComplete((nothing, failure) -> turn.complete(null));
        return turn;
    }

    private static <A> CompletionStage<A> unavailable(String reason) {
        return CompletableFuture.failedFuture(
                Wish.unavailable(new RedisAwayException(reason, null)));
    }
}
