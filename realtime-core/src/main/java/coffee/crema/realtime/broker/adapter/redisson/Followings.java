package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
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
    private static final Duration TURN_MAX = Duration.ofSeconds(6);

    private record Following(
            FollowedChannel channel, CompletableFuture<TopicSubscription> subscription) {}

    private final RedisLink link;
    private final Function<ChannelName, CompletionStage<Position>> positionOf;
    private final Function<ChannelName, String> topicOf;
    private final Counter interruptions;
    private final Counter malformed;
    private final ConcurrentHashMap<ChannelName, Following> followings = new ConcurrentHashMap<>();
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
        var following =
                new Following(
                        new FollowedChannel(channel, listener, malformed::increment),
                        new CompletableFuture<>());
        if (followings.putIfAbsent(channel, following) != null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException(
                            channel + " is followed already: one listener a channel and node"));
        }
        var opened = new CompletableFuture<Position>();
        Scheduler.Cancellable guard =
                link.scheduler().after(Lanes.PATIENCE, () -> opened.completeExceptionally(late()));
        inTurn(channel, () -> subscribe(channel, following, opened));
        return opened.whenComplete((position, failure) -> {
            guard.cancel();
            if (failure != null && followings.remove(channel, following)) {
                end(channel, following);
            }
        });
    }

    CompletionStage<Void> unfollow(ChannelName channel) {
        Following following = followings.remove(channel);
        return following == null
                ? CompletableFuture.completedFuture(null)
                : end(channel, following);
    }

    void endAll() {
        followings.values().forEach(following -> following.channel().end());
        followings.clear();
    }

    private CompletionStage<Void> subscribe(
            ChannelName channel, Following following, CompletableFuture<Position> opened) {
        TopicSubscription subscription =
                link.subscribe(
                        topicOf.apply(channel),
                        following.channel()::message,
                        () -> {
                            interruptions.increment();
                            following.channel().interrupted();
                        });
        following.subscription().complete(subscription);
        CompletionStage<Void> active = subscription.active();
        active.thenCompose(nothing -> positionOf.apply(channel))
                .whenComplete((position, failure) -> {
                    if (failure == null) {
                        following.channel().open(position, opened);
                    } else {
                        opened.completeExceptionally(Wish.unavailable(failure));
                    }
                });
        return active;
    }

    /// Nothing is delivered from here on; Redis is told when it is the channel's turn.
    private CompletionStage<Void> end(ChannelName channel, Following following) {
        following.channel().end();
        return inTurn(channel, () -> following.subscription().thenCompose(TopicSubscription::end));
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

    private static RuntimeException late() {
        return Wish.unavailable(
                new RedisAwayException("Redis did not confirm the subscription in time", null));
    }

    private static <A> CompletionStage<A> unavailable(String reason) {
        return CompletableFuture.failedFuture(
                Wish.unavailable(new RedisAwayException(reason, null)));
    }
}
