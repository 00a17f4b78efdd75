package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.adapter.redisson.RedisAwayException;
import coffee.crema.realtime.adapter.redisson.TopicSubscription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A channel that is to be followed, and then is.
///
/// **Threading.** Any thread.
final class SubscribeWish implements Wish<Position> {
    private final FollowedChannel channel;
    private final CompletableFuture<Position> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private volatile @Nullable TopicSubscription subscription;

    SubscribeWish(FollowedChannel channel) {
        this.channel = channel;
    }

    FollowedChannel channel() {
        return channel;
    }

    @Override
    public CompletableFuture<Position> answer() {
        return answer;
    }

    /// Completes when Redis confirmed or refused, or was never asked.
    CompletionStage<Void> settled() {
        return settled;
    }

    /// Redis was never asked.
    void settle() {
        settled.complete(null);
    }

    /// Redis has been asked.
    void subscribed(TopicSubscription made, CompletionStage<Void> active) {
        subscription = made;
        active.whenComplete((nothing, failure) -> settled.complete(null));
    }

    void late() {
        fail(new RedisAwayException("Redis did not confirm the subscription in time", null));
    }

    CompletionStage<Void> unsubscribe() {
        TopicSubscription made = subscription;
        return made == null ? CompletableFuture.completedFuture(null) : made.end();
    }

    @Override
    public int bytes() {
        return ChannelName.LENGTH_MAX;
    }

    @Override
    public void fail(RedisAwayException reason) {
        Wish.super.fail(reason);
        if (subscription == null) {
            settle();
        }
    }
}
