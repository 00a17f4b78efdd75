package coffee.crema.realtime.adapter.redisson;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.redisson.api.RTopic;
import org.redisson.api.listener.StatusListener;

/// One topic that this node hears.
///
/// **Threading.** Any thread; does not block.
public final class TopicSubscription {
    private final RTopic topic;
    private final CompletableFuture<Integer> messages;
    private final CompletableFuture<Integer> status;
    private volatile boolean active;

    TopicSubscription(RTopic topic, Consumer<byte[]> message, Runnable resubscribed) {
        this.topic = topic;
        this.status = added(() -> topic.addListenerAsync(new Resubscribed(resubscribed)));
        this.messages =
                added(() ->
                        topic.addListenerAsync(
                                byte[].class, (name, bytes) -> message.accept(bytes)));
    }

    /// Completes when Redis confirmed the subscription: what is published from then on is heard.
    public CompletionStage<Void> active() {
        return CompletableFuture.allOf(status, messages).thenRun(() -> active = true);
    }

    /// Ends it, also when it never became active. Completes when Redis confirmed; fails when it did not, in which case nothing
    /// is heard any more all the same once Redisson has let go.
    public CompletionStage<Void> end() {
        active = false;
        return CompletableFuture.allOf(removed(status), removed(messages));
    }

    private CompletableFuture<Void> removed(CompletableFuture<Integer> listener) {
        return listener.handle((id, failure) -> failure == null ? id : null)
                .thenCompose(id ->
                        id == null
                                ? CompletableFuture.completedFuture(null)
                                : topic.removeListenerAsync(id).toCompletableFuture());
    }

    private static CompletableFuture<Integer> added(
            java.util.function.Supplier<CompletionStage<Integer>> call) {
        try {
            return call.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private final class Resubscribed implements StatusListener {
        private final Runnable then;

        Resubscribed(Runnable then) {
            this.then = then;
        }

        @Override
        public void onSubscribe(String name) {
            if (active) {
                then.run();
            }
        }

        @Override
        public void onUnsubscribe(String name) {}
    }
}
