package coffee.crema.realtime.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What the relay counts.
final class RelayMeters {
    final Counter published;
    final Counter retries;
    final Counter left;
    final Counter givenUp;
    final Counter takenOver;

    RelayMeters(MeterRegistry meters) {
        published = meters.counter("crema.outbox.published");
        retries = meters.counter("crema.outbox.retries");
        left =
                Counter.builder("crema.outbox.left")
                        .description("rows left in the table because too many were held")
                        .register(meters);
        givenUp =
                Counter.builder("crema.outbox.given.up")
                        .description("rows that the broker refused again and again")
                        .register(meters);
        takenOver =
                Counter.builder("crema.outbox.taken.over")
                        .description("nodes whose rows this node took over")
                        .register(meters);
    }
}
