package coffee.crema.realtime.broker.adapter.memory;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.Counter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from a channel's stream to its listener: outside of the stream's lock, in order, one call at a time. Whoever finds it idle does the calls.
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /// @param position null for an ephemeral event
    private record Delivery(BrokerListener to, @Nullable Position position, Event event) {}

    private final ChannelName channel;
    private final int waitingMax;
    private final Counter lost;
    private final ConcurrentLinkedQueue<Delivery> waiting = new ConcurrentLinkedQueue<>();

    /// How many wait or are being delivered; 0 means that nobody is delivering.
    private final AtomicInteger count = new AtomicInteger();

    private volatile @Nullable BrokerListener listener;
    private volatile boolean interrupted;

    Deliveries(ChannelName channel, int waitingMax, Counter lost) {
        this.channel = channel;
        this.waitingMax = waitingMax;
        this.lost = lost;
    }

    void to(@Nullable BrokerListener next) {
        listener = next;
    }

    boolean listened() {
        return listener != null;
    }

    /// Called under the stream's lock, which gives the order.
    ///
    /// @return whether {@link #run} must be called, outside of the lock
    boolean offer(@Nullable Position position, Event event) {
        BrokerListener to = listener;
        if (to == null) {
            return false;
        }
        if (count.get() >= waitingMax) {
            interrupted = true;
            lost.increment();
            return false;
        }
        waiting.add(new Delivery(to, position, event));
        return count.getAndIncrement() == 0;
    }

    @SuppressWarnings("ReferenceEquality") // the same follow, not an equal listener
    void run() {
        do {
            Delivery next = waiting.poll();
            if (next != null && next.to == listener) {
                deliver(next);
            }
        } while (count.decrementAndGet() > 0);
        tellInterruption();
    }

    private void deliver(Delivery delivery) {
        try {
            if (delivery.position == null) {
                delivery.to.ephemeral(channel, delivery.event);
            } else {
                delivery.to.appended(channel, delivery.position, delivery.event);
            }
        } catch (RuntimeException e) {
            LOG.error("a listener of {} failed", channel, e);
        }
    }

    private void tellInterruption() {
        BrokerListener to = listener;
        if (interrupted && to != null) {
            interrupted = false;
            to.interrupted(channel);
        }
    }
}
