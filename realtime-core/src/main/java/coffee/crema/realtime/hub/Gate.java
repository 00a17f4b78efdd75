package coffee.crema.realtime.hub;

import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets a limited number of asynchronous calls be under way; the others wait in order, those over the limit are refused.
///
/// **Threading.** Any thread may call. The calls are begun on the executor.
final class Gate {

    private final Executor executor;
    private final Scheduler time;
    private final int atOnceMax;
    private final int waitingMax;
    private final Duration timeout;
    private final Counter refused;
    private final Counter timeouts;

    /// Guarded by itself, as is `underWay`.
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private int underWay;

    /// @param name of the meters, for example `crema.hub.snapshots`
    Gate(
            String name,
            Executor executor,
            Scheduler time,
            int atOnceMax,
            int waitingMax,
            Duration timeout,
            MeterRegistry meters) {
        this.executor = executor;
        this.time = time;
        this.atOnceMax = atOnceMax;
        this.waitingMax = waitingMax;
        this.timeout = timeout;
        this.refused = meters.counter(name + ".refused");
        this.timeouts = meters.counter(name + ".timeouts");
        Gauge.builder(name + ".waiting", this, Gate::waiting).register(meters);
        Gauge.builder(name + ".underway", this, Gate::underWay).register(meters);
    }

    /// @return what `call` comes to; fails with `unavailable` when too many wait, with {@link TimeoutException} when it takes too long
    <T> CompletionStage<T> pass(Supplier<? extends CompletionStage<? extends T>> call) {
        var result = new CompletableFuture<T>();
        Runnable begin = () -> begin(call, result);
        synchronized (waiting) {
            if (underWay < atOnceMax) {
                underWay++;
            } else if (waiting.size() < waitingMax) {
                waiting.add(begin);
                return result;
            } else {
                begin = null;
            }
        }
        if (begin == null) {
            refused.increment();
            result.completeExceptionally(
                    RejectedException.retryAfter(
                            ErrorCode.UNAVAILABLE, "too much at once", Duration.ofSeconds(1)));
        } else {
            executor.execute(begin);
        }
        return result;
    }

    private <T> void begin(
            Supplier<? extends CompletionStage<? extends T>> call, CompletableFuture<T> result) {
        CompletionStage<T> outcome = result;
        outcome.whenComplete((value, error) -> next());
        try {
            call.get()
                    .whenComplete((value, error) -> {
                        if (error == null) {
                            result.complete(value);
                        } else {
                            result.completeExceptionally(error);
                        }
                    });
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        if (!result.isDone()) {
            Scheduler.Cancellable timer = time.after(timeout, () -> tooLate(result));
            outcome.whenComplete((value, error) -> timer.cancel());
        }
    }

    private void tooLate(CompletableFuture<?> result) {
        if (result.completeExceptionally(new TimeoutException("not within " + timeout))) {
            timeouts.increment();
        }
    }

    private void next() {
        @Nullable Runnable begin;
        synchronized (waiting) {
            begin = waiting.poll();
            if (begin == null) {
                underWay--;
            }
        }
        if (begin != null) {
            executor.execute(begin);
        }
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    int underWay() {
        synchronized (waiting) {
            return underWay;
        }
    }
}
