package coffee.crema.realtime.adapter.redisson;

import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Gathers what many threads ask for into few calls: a bounded number of calls is in flight, and what comes meanwhile goes with the next
/// one. With one call in flight, order is kept. While Redis is away nothing is sent, and what waits too long fails.
///
/// **Threading.** Any thread; does not block. Batches are sent by the caller's thread or the one that brought the last answer.
public final class Coalescer<T extends Coalescer.Item> implements AutoCloseable {

    /// One thing asked for.
    public interface Item {
        int bytes();

        /// Called at most a few times, and perhaps after it was answered: only the first outcome counts.
        void fail(RedisAwayException reason);
    }

    /// Carries a batch to Redis and answers each item; the stage ends when there is an answer or none will come.
    @FunctionalInterface
    public interface Sender<T> {
        CompletionStage<Void> send(List<T> batch);
    }

    /// @param queueMax how many items may wait
    /// @param queueBytesMax how many bytes may wait
    /// @param batchMax how many items one call carries
    /// @param batchBytesMax how many bytes one call carries, the first item excepted
    /// @param inFlightMax how many calls are under way at once
    /// @param patience when an item fails that has no answer
    public record Limits(
            int queueMax,
            long queueBytesMax,
            int batchMax,
            long batchBytesMax,
            int inFlightMax,
            Duration patience) {}

    private static final Duration SWEEP = Duration.ofMillis(100);

    private record Waiting<T>(T item, long sinceNanos) {}

    private record Flight<T>(List<Waiting<T>> items, long startedNanos) {}

    private final RedisLink link;
    private final Limits limits;
    private final Sender<T> sender;
    private final Counter refused;
    private final Counter late;
    private final Counter failed;
    private final DistributionSummary batchSizes;
    private final Scheduler.Cancellable sweeps;
    private final AtomicInteger pumps = new AtomicInteger();

    // Guarded by lock.
    private final Object lock = new Object();
    private final ArrayDeque<Waiting<T>> queue = new ArrayDeque<>();
    private final Set<Flight<T>> flights = new LinkedHashSet<>();
    private long queueBytes;
    private boolean closed;

    /// @param name of the queue in the metrics
    public Coalescer(
            String name, RedisLink link, MeterRegistry meters, Limits limits, Sender<T> sender) {
        this.link = link;
        this.limits = limits;
        this.sender = sender;
        this.refused = failures(meters, name, "full");
        this.late = failures(meters, name, "late");
        this.failed = failures(meters, name, "failed");
        this.batchSizes =
                DistributionSummary.builder("crema.redis.batch")
                        .description("what one call to Redis carried")
                        .tag("queue", name)
                        .register(meters);
        Gauge.builder("crema.redis.queue", this, Coalescer::size)
                .description("what waits for the next call to Redis")
                .tag("queue", name)
                .register(meters);
        this.sweeps = link.scheduler().every(SWEEP, this::sweep);
        link.onResumption(() -> link.scheduler().after(Duration.ZERO, this::pump));
    }

    /// Asks for an item; it fails at once when the queue is full.
    public void offer(T item) {
        String refusal;
        synchronized (lock) {
            refusal = refusal(item);
            if (refusal == null) {
                queue.add(new Waiting<>(item, link.scheduler().nanos()));
                queueBytes += item.bytes();
            }
        }
        if (refusal == null) {
            pump();
        } else {
            refused.increment();
            item.fail(new RedisAwayException(refusal + "; it was not sent", null));
        }
    }

    private @Nullable String refusal(T item) {
        if (closed) {
            return "the link to Redis is closed";
        }
        boolean full =
                queue.size() >= limits.queueMax()
                        || queueBytes + item.bytes() > limits.queueBytesMax();
        return full ? "too much waits for Redis" : null;
    }

    /// Sends while it may. One thread at a time does so; the others leave their wish in `pumps`, which also keeps answers that come at once from nesting.
    private void pump() {
        if (pumps.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Flight<T> next = next(); next != null; next = next()) {
                send(next);
            }
            seen = pumps.addAndGet(-seen);
        } while (seen != 0);
    }

    private @Nullable Flight<T> next() {
        synchronized (lock) {
            if (queue.isEmpty() || flights.size() >= limits.inFlightMax() || !link.mayCall()) {
                return null;
            }
            var items = new ArrayList<Waiting<T>>(Math.min(queue.size(), limits.batchMax()));
            long bytes = 0;
            while (!queue.isEmpty() && items.size() < limits.batchMax()) {
                int more = queue.element().item().bytes();
                if (!items.isEmpty() && bytes + more > limits.batchBytesMax()) {
                    break;
                }
                bytes += more;
                queueBytes -= more;
                items.add(queue.remove());
            }
            var flight = new Flight<>(List.copyOf(items), link.scheduler().nanos());
            flights.add(flight);
            return flight;
        }
    }

    private void send(Flight<T> flight) {
        batchSizes.record(flight.items().size());
        call(flight)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        failed.increment(flight.items().size());
                        fail(flight.items(), away(failure));
                    }
                    landed(flight);
                });
    }

    private CompletionStage<Void> call(Flight<T> flight) {
        try {
            return sender.send(flight.items().stream().map(Waiting::item).toList());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void landed(Flight<T> flight) {
        synchronized (lock) {
            flights.remove(flight);
        }
        pump();
    }

    /// Fails what has no answer in time, sent or not. A call ends by its own timeout; one that does not must not keep its place for ever.
    private void sweep() {
        long oldest = link.scheduler().nanos() - limits.patience().toNanos();
        var unsent = new ArrayList<Waiting<T>>();
        var unanswered = new ArrayList<Waiting<T>>();
        synchronized (lock) {
            while (!queue.isEmpty() && queue.element().sinceNanos() - oldest < 0) {
                queueBytes -= queue.element().item().bytes();
                unsent.add(queue.remove());
            }
            for (Flight<T> flight : flights) {
                flight.items().stream()
                        .filter(w -> w.sinceNanos() - oldest < 0)
                        .forEach(unanswered::add);
            }
            flights.removeIf(flight -> flight.startedNanos() - oldest < 0);
        }
        late.increment(unsent.size());
        fail(unsent, new RedisAwayException("Redis is away; it was not sent", null));
        fail(unanswered, new RedisAwayException("Redis did not answer in time", null));
        pump();
    }

    private int size() {
        synchronized (lock) {
            return queue.size();
        }
    }

    /// Fails what waits.
    @Override
    public void close() {
        sweeps.cancel();
        List<Waiting<T>> rest;
        synchronized (lock) {
            closed = true;
            rest = List.copyOf(queue);
            queue.clear();
            queueBytes = 0;
        }
        fail(rest, new RedisAwayException("the link to Redis is closed; it was not sent", null));
    }

    private static <T extends Item> void fail(List<Waiting<T>> items, RedisAwayException reason) {
        for (Waiting<T> waiting : items) {
            waiting.item().fail(reason);
        }
    }

    private static RedisAwayException away(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (failure instanceof RedisAwayException away) {
            return away;
        }
        return cause instanceof RedisAwayException away
                ? away
                : new RedisAwayException("Redis gave no usable answer", failure);
    }

    private static Counter failures(MeterRegistry meters, String name, String reason) {
        return Counter.builder("crema.redis.failures")
                .description("what Redis was not asked for, or did not answer")
                .tag("queue", name)
                .tag("reason", reason)
                .register(meters);
    }
}
