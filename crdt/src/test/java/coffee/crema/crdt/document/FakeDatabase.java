package coffee.crema.crdt.document;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.Event;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One node's way to the store: slow, and now and then away, before or after the work was done. What a transaction publishes reaches the broker after all, unless the node dies.
final class FakeDatabase implements Database {
    private final VirtualScheduler time;
    private final Random random;
    private final Hub hub;
    double failureRate;

    /// Whether work may be done whose answer is lost.
    boolean answersGetLost = true;

    boolean dead;
    private long events;

    FakeDatabase(VirtualScheduler time, Random random, Hub hub) {
        this.time = time;
        this.random = random;
        this.hub = hub;
    }

    @Override
    public <T> CompletionStage<T> write(String lane, Work<T> work) {
        return soon(work, true);
    }

    @Override
    public <T> CompletionStage<T> read(Work<T> work) {
        return soon(work, false);
    }

    private <T> CompletionStage<T> soon(Work<T> work, boolean writes) {
        var result = new CompletableFuture<T>();
        boolean fails = random.nextDouble() < failureRate;
        boolean late = answersGetLost && random.nextBoolean();
        time.after(
                Duration.ofNanos(100_000 + random.nextInt(20_000_000)),
                () -> {
                    if (dead) {
                        return;
                    }
                    if (fails && !late) {
                        result.completeExceptionally(away());
                        return;
                    }
                    Map<ChannelName, Event> published = new LinkedHashMap<>();
                    T value;
                    try {
                        value = work.run(published::put);
                    } catch (RuntimeException thrown) {
                        result.completeExceptionally(thrown);
                        return;
                    }
                    if (writes) {
                        published.forEach((channel, event) ->
                                publish(
                                        channel,
                                        event,
                                        "event-" + System.identityHashCode(this) + ++events));
                    }
                    if (fails) {
                        result.completeExceptionally(away());
                    } else {
                        result.complete(value);
                    }
                });
        return result;
    }

    private static StoreUnavailableException away() {
        return new StoreUnavailableException("away", new IllegalStateException("simulated"));
    }

    /// As the outbox does: until it is done.
    private void publish(ChannelName channel, Event event, String key) {
        hub.publish(channel, event, key)
                .whenComplete((position, failure) -> {
                    if (failure != null) {
                        time.after(Duration.ofMillis(200), () -> publish(channel, event, key));
                    }
                });
    }

    @Override
    public void close() {}
}
