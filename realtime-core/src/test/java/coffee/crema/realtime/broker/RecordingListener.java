package coffee.crema.realtime.broker;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what a broker delivers, in its order.
public final class RecordingListener implements BrokerListener {

    /// One delivery of a kept event.
    public record Appended(ChannelName channel, Position position, Event event) {}

    private final List<Appended> appended = new CopyOnWriteArrayList<>();
    private final List<Event> ephemeral = new CopyOnWriteArrayList<>();
    private final AtomicInteger interruptions = new AtomicInteger();

    @Override
    public void appended(ChannelName channel, Position position, Event event) {
        appended.add(new Appended(channel, position, event));
    }

    @Override
    public void ephemeral(ChannelName channel, Event event) {
        ephemeral.add(event);
    }

    @Override
    public void interrupted(ChannelName channel) {
        interruptions.incrementAndGet();
    }

    public List<Appended> appended() {
        return appended;
    }

    public List<Event> ephemeral() {
        return ephemeral;
    }

    public int interruptions() {
        return interruptions.get();
    }

    /// The offsets delivered, each once: a broker may deliver one again.
    public List<Long> offsets() {
        return appended.stream().map(one -> one.position().offset()).distinct().toList();
    }
}
