package coffee.crema.realtime.simulation;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// One node's way to the store, with its faults: calls are late or fail (before or after they had their effect), live deliveries are late, lost or repeated.
public final class SimulatedBroker implements Broker {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LATENESS_MS_MAX = 30;

    private final SimulatedStore store;
    private final VirtualScheduler time;
    private final Random random;
    private final Map<ChannelName, BrokerListener> listeners = new LinkedHashMap<>();

    /// When the last delivery of a channel arrives: deliveries keep their order.
    private final Map<ChannelName, Long> lastArrivalNanos = new HashMap<>();

    private boolean cut;
    private double lossRate;
    private double repeatRate;

    SimulatedBroker(SimulatedStore store, VirtualScheduler time, Random random) {
        this.store = store;
        this.time = time;
        this.random = random;
    }

    /// @param lossRate of live deliveries
    /// @param repeatRate of live deliveries
    public void faults(double lossRate, double repeatRate) {
        this.lossRate = lossRate;
        this.repeatRate = repeatRate;
    }

    /// Nothing gets through, in either direction.
    public void cut() {
        cut = true;
    }

    public void heal() {
        if (cut) {
            cut = false;
            interrupt();
        }
    }

    /// What an adapter says when it has subscribed again.
    void interrupt() {
        List.copyOf(listeners.keySet())
                .forEach(channel ->
                        later(() -> {
                            BrokerListener listener = listeners.get(channel);
                            if (listener != null) {
                                listener.interrupted(channel);
                            }
                        }));
    }

    /// @param position null for an ephemeral event
    void deliver(ChannelName channel, Position position, Event event) {
        if (cut || random.nextDouble() < lossRate) {
            return;
        }
        int copies = random.nextDouble() < repeatRate ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long at =
                    Math.max(
                            lastArrivalNanos.getOrDefault(channel, 0L),
                            time.nanos() + latenessNanos());
            lastArrivalNanos.put(channel, at);
            time.after(Duration.ofNanos(at - time.nanos()), () -> arrive(channel, position, event));
        }
    }

    private void arrive(ChannelName channel, Position position, Event event) {
        BrokerListener listener = listeners.get(channel);
        if (listener != null) {
            if (position == null) {
                listener.ephemeral(channel, event);
            } else {
                listener.appended(channel, position, event);
            }
        }
    }

    private long latenessNanos() {
        return Duration.ofMillis(random.nextInt(LATENESS_MS_MAX)).toNanos() + random.nextInt(1000);
    }

    private void later(Runnable task) {
        time.after(Duration.ofNanos(latenessNanos()), task);
    }

    /// The call, and its answer, take their time; either may be cut off.
    private <T> CompletionStage<T> call(Supplier<T> effect) {
        var answer = new CompletableFuture<T>();
        time.after(TIMEOUT, () -> answer.completeExceptionally(unavailable()));
        later(() -> {
            if (cut) {
                return;
            }
            T value = effect.get();
            later(() -> {
                if (!cut) {
                    answer.complete(value);
                }
            });
        });
        return answer;
    }

    private static BrokerUnavailableException unavailable() {
        return new BrokerUnavailableException("cut off", new IllegalStateException("cut off"));
    }

    @Override
    public CompletionStage<Position> publish(ChannelName channel, Event event, String key) {
        return call(() -> store.publish(channel, event, key));
    }

    @Override
    public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        return call(() -> {
            store.publishEphemeral(channel, event);
            return null;
        });
    }

    @Override
    public CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        return call(() -> {
            listeners.put(channel, listener);
            return store.follow(channel, this);
        });
    }

    @Override
    public CompletionStage<Void> unfollow(ChannelName channel) {
        listeners.remove(channel);
        return call(() -> {
            store.unfollow(channel, this);
            return null;
        });
    }

    @Override
    public CompletionStage<Replay> read(ChannelName channel, Position since, int limit) {
        return call(() -> store.read(channel, since, limit));
    }

    @Override
    public CompletionStage<Map<ChannelName, Position>> tops(Collection<ChannelName> channels) {
        var names = new ArrayList<>(channels);
        return call(() -> {
            var tops = new LinkedHashMap<ChannelName, Position>();
            names.forEach(name -> tops.put(name, store.top(name)));
            return tops;
        });
    }

    @Override
    public CompletionStage<Position> renewEpoch(ChannelName channel, String epoch) {
        return call(() -> store.renew(channel, epoch));
    }

    @Override
    public boolean available() {
        return !cut;
    }

    @Override
    public void close() {
        cut();
    }
}
