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
    private final Counter frames;
    private final Counter bytes;
    private final Counter deliveries;
    private final Counter backlogDrops;
    private final Counter closedByPeer;
    private final Map<CloseCode, Counter> closed = new EnumMap<>(CloseCode.class);
    private final Timer lag;

    DoorMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("crema.ws.connections", connections);
        meters.gauge("crema.ws.strangers", strangers);
        meters.gauge("crema.ws.queued.bytes", queuedBytes);
        frames = meters.counter("crema.ws.frames.out");
        bytes = meters.counter("crema.ws.bytes.out");
        deliveries = meters.counter("crema.ws.deliveries");
        backlogDrops = meters.counter("crema.ws.backlog.drops");
        closedByPeer = meters.counter("crema.ws.closes", "code", "peer");
        for (CloseCode code : CloseCode.values()) {
            closed.put(code, meters.counter("crema.ws.closes", "code", code.wireName()));
        }
        lag =
                Timer.builder("crema.ws.lag")
                        .description(
                                "from the publishing of an event to its writing to the sockets of a loop")
                        .publishPercentileHistogram()
                        .register(meters);
    }

    void refused(String reason) {
        meters.counter("crema.ws.refused", "reason", reason).increment();
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
