package coffee.crema.crdt.worker;

import coffee.crema.crdt.AutomergeWorkers.Refused.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What is counted of the workers.
final class WorkerMeters {
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger copies = new AtomicInteger();
    final AtomicLong copyBytes = new AtomicLong();
    final AtomicInteger alive = new AtomicInteger();
    final Counter evictions;
    final Counter unavailable;
    final Counter startsFailed;
    final Counter examinations;
    final Counter quarantined;
    private final Map<Command, Timer> calls = new EnumMap<>(Command.class);
    private final Map<Death, Counter> deaths = new EnumMap<>(Death.class);
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

    WorkerMeters(MeterRegistry meters) {
        for (Command command : Command.values()) {
            calls.put(
                    command,
                    Timer.builder("crema.documents.worker.calls")
                            .description("calls, from the request to the answer, by command")
                            .tag("command", command.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        for (Death death : Death.values()) {
            deaths.put(
                    death,
                    counter(
                            meters,
                            "restarts",
                            "workers replaced, by how they ended",
                            "reason",
                            death.tag()));
        }
        for (Reason reason : Reason.values()) {
            refused.put(
                    reason,
                    counter(
                            meters,
                            "refused",
                            "changes refused, by reason",
                            "reason",
                            reason.name().toLowerCase(Locale.ROOT)));
        }
        evictions = counter(meters, "evictions", "copies closed to make room");
        unavailable = counter(meters, "unavailable", "calls refused: too many, or no worker");
        startsFailed = counter(meters, "starts.failed", "workers that never answered");
        examinations = counter(meters, "examinations", "calls done again in a worker of their own");
        quarantined = counter(meters, "quarantined", "documents no worker survives, kept away");
        gauge(meters, "waiting", "calls under way", waiting);
        gauge(meters, "copies", "documents held open", copies);
        gauge(meters, "copies.bytes", "estimated bytes of the documents held open", copyBytes);
        gauge(meters, "alive", "workers at work", alive);
    }

    private static Counter counter(
            MeterRegistry meters, String name, String description, String... tags) {
        return Counter.builder("crema.documents.worker." + name)
                .description(description)
                .tags(tags)
                .register(meters);
    }

    private static void gauge(MeterRegistry meters, String name, String description, Number value) {
        Gauge.builder("crema.documents.worker." + name, value, Number::doubleValue)
                .description(description)
                .register(meters);
    }

    void called(Command command, long nanos) {
        timer(command).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Command command) {
        return Objects.requireNonNull(calls.get(command));
    }

    void ended(Death death) {
        Objects.requireNonNull(deaths.get(death)).increment();
    }

    void refused(Reason reason) {
        Objects.requireNonNull(refused.get(reason)).increment();
    }
}
