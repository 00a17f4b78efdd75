package coffee.crema.realtime.store.adapter.jdbi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/// What the store counts.
final class StoreMeters {
    final AtomicInteger writesWaiting = new AtomicInteger();
    final AtomicInteger readsWaiting = new AtomicInteger();
    final Timer transaction;
    final Timer read;
    final DistributionSummary batch;
    final Counter refused;
    final Counter failed;
    final Counter alone;

    StoreMeters(MeterRegistry meters) {
        transaction =
                Timer.builder("crema.store.transaction")
                        .description("a transaction of gathered writes, commit included")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        read = Timer.builder("crema.store.read").description("a read").register(meters);
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
                        .description("transactions and reads that failed for the database's sake")
                        .register(meters);
        alone =
                Counter.builder("crema.store.alone")
                        .description("pieces of work that were run again alone after a deadlock")
                        .register(meters);
        Gauge.builder("crema.store.writes.waiting", writesWaiting, AtomicInteger::get)
                .register(meters);
        Gauge.builder("crema.store.reads.waiting", readsWaiting, AtomicInteger::get)
                .register(meters);
    }
}
