package coffee.crema.realtime.store.adapter.jdbi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// What the store counts.
final class StoreMeters {
    final Counter refused;
    final Counter failed;
    final Counter unknown;
    final Counter alone;
    private final MeterRegistry registry;
    private final DistributionSummary batch;
    private final Timer commit;
    private final Timer read;

    StoreMeters(MeterRegistry meters) {
        registry = meters;
        commit =
                Timer.builder("crema.store.commit")
                        .description("a commit of gathered writes")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        read =
                Timer.builder("crema.store.read")
                        .description("a read, without its wait")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        batch =
                DistributionSummary.builder("crema.store.batch")
                        .description("pieces of work in one transaction")
                        .register(meters);
        refused =
                Counter.builder("crema.store.refused")
                        .description("work refused because the queue was full")
                        .register(meters);
        failed =
                Counter.builder("crema.store.failures")
                        .description("pieces of work that failed for the database's sake")
                        .register(meters);
        unknown =
                Counter.builder("crema.store.unknown")
                        .description("commits whose outcome is unknown")
                        .register(meters);
        alone =
                Counter.builder("crema.store.alone")
                        .description("tries of a piece of work alone, after its batch was undone")
                        .register(meters);
    }

    void watch(String queue, WorkQueue<?> waiting) {
        Gauge.builder("crema.store.queue", waiting, WorkQueue::size)
                .tag("queue", queue)
                .description("pieces of work that wait")
                .register(registry);
    }

    void taken(int pieces) {
        batch.record(pieces);
    }

    void committed(long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }

    void read(long nanos) {
        read.record(nanos, TimeUnit.NANOSECONDS);
    }
}
