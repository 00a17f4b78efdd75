package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A broker that goes away, and may fail before or after it appended.
final class ShakyBroker implements Broker {
    private final Broker broker;
    private final Random random;
    private final int percentFailing;
    volatile boolean away;

    /// Data that it takes for a fault of the caller's.
    volatile String refused = "";

    ShakyBroker(Broker broker) {
        this(broker, new Random(1), 0);
    }

    ShakyBroker(Broker broker, Random random, int percentFailing) {
        this.broker = broker;
        this.random = random;
        this.percentFailing = percentFailing;
    }

    @Override
    public CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String idempotencyKey) {
        if (away || random.nextInt(100) < percentFailing) {
            return CompletableFuture.failedStage(failure());
        }
        if (refused.equals(new String(event.json(), StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("refused");
        }
        var stage = broker.publish(channel, event, idempotencyKey);
        return random.nextInt(100) < percentFailing
                ? stage.thenCompose(position -> CompletableFuture.failedStage(failure()))
                : stage;
    }

    private static BrokerUnavailableException failure() {
        return new BrokerUnavailableException("shaky", new IllegalStateException());
    }

    @Override
    public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        return broker.publishEphemeral(channel, event);
    }

    @Override
    public CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        return broker.follow(channel, listener);
    }

    @Override
    public CompletionStage<Void> unfollow(ChannelName channel) {
        return broker.unfollow(channel);
    }

    @Override
    public CompletionStage<Replay> read(ChannelName channel, @Nullable Position since, int limit) {
        return broker.read(channel, since, limit);
    }

    @Override
    public CompletionStage<Map<ChannelName, Position>> tops(Collection<ChannelName> channels) {
        return broker.tops(channels);
    }

    @Override
    public CompletionStage<Position> renewEpoch(ChannelName channel, String epoch) {
        return broker.renewEpoch(channel, epoch);
    }

    @Override
    public boolean available() {
        return !away;
    }

    @Override
    public void close() {
        broker.close();
    }
}
