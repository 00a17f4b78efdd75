package coffee.crema.realtime.hub;

import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// What all channels of a node share.
final class HubParts {

    /// The broker answers within 2 s; this is for one that breaks its promise.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    /// A channel has at most two reads under way or waiting.
    private static final int READS_WAITING_MAX = 2_000_000;

    final Broker broker;
    final Fanout.Factory fanouts;
    final Scheduler time;
    final Executor executor;
    final RandomGenerator random;
    final HubOptions options;
    final HubMeters meters;
    final Gate snapshots;
    final Gate reads;
    final AtomicLong ringBytes = new AtomicLong();

    HubParts(
            Broker broker,
            Fanout.Factory fanouts,
            Scheduler time,
            Executor executor,
            RandomGenerator random,
            HubOptions options,
            MeterRegistry registry) {
        this.broker = broker;
        this.fanouts = fanouts;
        this.time = time;
        this.executor = executor;
        this.random = random;
        this.options = options;
        this.meters = new HubMeters(registry);
        this.snapshots =
                new Gate(
                        "crema.hub.snapshots",
                        executor,
                        time,
                        options.snapshots().atOnceMax(),
                        options.snapshots().waitingMax(),
                        options.snapshots().timeout(),
                        registry);
        this.reads =
                new Gate(
                        "crema.hub.reads",
                        executor,
                        time,
                        options.recovery().readsAtOnceMax(),
                        READS_WAITING_MAX,
                        READ_TIMEOUT,
                        registry);
    }

    Backoff backoff() {
        return new Backoff(options.retry(), random);
    }
}
