package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What operators see of the door. Any thread.
final class DoorMetrics {
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger strangers = new AtomicInteger();
    final AtomicLong queuedBytes = new AtomicLong();

    private final MeterRegistry meters;
    private final String prefix;
    private final Counter frames;
    private final Counter bytes;
    private final Counter deliveries;
    private final Counter backlogDrops;
    private final Counter closedByPeer;
    private final Map<CloseCode, Counter> closed = new EnumMap<>(CloseCode.class);
    private final Timer lag;

    /// @param prefix how the meters' names begin
    DoorMetrics(MeterRegistry meters, String prefix) {
        this.meters = meters;
        this.prefix = prefix;
        meters.gauge(prefix + ".connections", connections);
        meters.gauge(prefix + ".strangers", strangers);
        meters.gauge(prefix + ".queued.bytes", queuedBytes);
        frames = meters.counter(prefix + ".frames.out");
        bytes = meters.counter(prefix + ".bytes.out");
        deliveries = meters.counter(prefix + ".deliveries");
        backlogDrops = meters.counter(prefix + ".backlog.drops");
        closedByPeer = meters.counter(prefix + ".closes", "code", "peer");
        for (CloseCode code : CloseCode.values()) {
            closed.put(code, meters.counter(prefix + ".closes", "code", code.wireName()));
        }
        lag =
                Timer.builder(prefix + ".lag")
                        .description(
                                "from the publishing of an event to its writing to the sockets of a loop")
                        .publishPercentileHistogram()
                        .register(meters);
    }

    void refused(String reason) {
        meters.counter(prefix + ".refused", "reason", reason).increment();
    }

    void closed(CloseCode code) {
        Counter counter = closed.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    void closedByPeer() {
        closedByPeer.increment();
    }

    void wrote(long frameCount, long byteCount, long deliveryCount) {
        frames.increment((double) frameCount);
        bytes.increment((double) byteCount);
        deliveries.increment((double) deliveryCount);
    }

    void backlogDropped() {
        backlogDrops.increment();
    }

    void lag(long millis) {
        lag.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }
}
