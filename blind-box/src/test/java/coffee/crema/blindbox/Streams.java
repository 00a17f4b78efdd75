package coffee.crema.blindbox;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A broker that remembers everything, in this thread. Two publishes with one key are one event, as in the real ones.
final class Streams implements Broker {
    /// @param atMs when it came
    /// @param kept false for an ephemeral one
    record Came(ChannelName channel, Event event, long atMs, boolean kept) {}

    private final List<Came> came = new ArrayList<>();
    private final Map<String, Position> keys = new HashMap<>();
    private final InstantSource clock;

    Streams(InstantSource clock) {
        this.clock = clock;
    }

    synchronized List<Came> came() {
        return List.copyOf(came);
    }

    @Override
    public synchronized CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String key) {
        Position known = key == null ? null : keys.get(channel + " " + key);
        if (known == null) {
            came.add(new Came(channel, event, clock.millis(), true));
            known = new Position("e", came.size());
            if (key != null) {
                keys.put(channel + " " + key, known);
            }
        }
        return CompletableFuture.completedFuture(known);
    }

    @Override
    public synchronized CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        came.add(new Came(channel, event, clock.millis(), false));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> unfollow(ChannelName channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Replay> read(ChannelName channel, @Nullable Position since, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Map<ChannelName, Position>> tops(Collection<ChannelName> channels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Position> renewEpoch(ChannelName channel, String epoch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public void close() {}
}
