package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/// Another broker, counting what it is asked for.
final class CountingBroker implements Broker {

    private final Broker broker;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger follows = new AtomicInteger();

    CountingBroker(Broker broker) {
        this.broker = broker;
    }

    int reads() {
        return reads.get();
    }

    int follows() {
        return follows.get();
    }

    @Override
    public CompletionStage<Position> publish(ChannelName channel, Event event, String key) {
        return broker.publish(channel, event, key);
    }

    @Override
    public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        return broker.publishEphemeral(channel, event);
    }

    @Override
    public CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        follows.incrementAndGet();
        return broker.follow(channel, listener);
    }

    @Override
    public CompletionStage<Void> unfollow(ChannelName channel) {
        return broker.unfollow(channel);
    }

    @Override
    public CompletionStage<Replay> read(ChannelName channel, Position since, int limit) {
        reads.incrementAndGet();
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
        return broker.available();
    }

    @Override
    public void close() {
        broker.close();
    }
}
