package coffee.crema.realtime.adapter.redisson;

import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether Redis answers: asked every 500 ms, and every 100 ms while it does not.
final class RedisHealth implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisHealth.class);

    /// @param whileUp between two questions while Redis answers
    /// @param whileDown between two questions while it does not
    /// @param patience when an answer counts as none
    record Pace(Duration whileUp, Duration whileDown, Duration patience) {
        static final Pace DEFAULT =
                new Pace(Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(1_500));
    }

    private final Scheduler scheduler;
    private final Pace pace;
    private final Supplier<CompletionStage<Void>> question;
    private final List<RedisLink.Listener> listeners = new CopyOnWriteArrayList<>();
    private final Counter losses;

    private final List<Runnable> resumptions = new CopyOnWriteArrayList<>();
    private volatile boolean up = true;
    private volatile boolean doubted;
    // Guarded by this.
    private boolean closed;
    private boolean asking;
    private long askedNanos;
    private long round;
    private Scheduler.@Nullable Cancellable ticks;

    RedisHealth(
            Scheduler scheduler,
            MeterRegistry meters,
            Pace pace,
            Supplier<CompletionStage<Void>> question) {
        this.scheduler = scheduler;
        this.pace = pace;
        this.question = question;
        this.losses =
                Counter.builder("crema.redis.lost")
                        .description("times that Redis stopped to answer")
                        .register(meters);
        Gauge.builder("crema.redis.up", this, health -> health.up ? 1 : 0)
                .description("1 while Redis answers")
                .register(meters);
    }

    synchronized void start() {
        ticks = scheduler.every(pace.whileDown(), this::tick);
        ask();
    }

    boolean isUp() {
        return up;
    }

    /// Whether calls may be made: not while Redis is away, and not between a call that failed and the answer to the question whether it is.
    boolean mayCall() {
        return up && !doubted;
    }

    /// Told each time calls may be made again.
    void onResumption(Runnable resumed) {
        resumptions.add(resumed);
    }

    void listen(RedisLink.Listener listener) {
        listeners.add(listener);
    }

    /// A call failed. Whether Redis is away is asked at once: perhaps only one connection died. When a connection was at fault, other calls wait for the
    /// answer.
    synchronized void suspect(boolean transport) {
        if (!closed) {
            doubted |= transport;
            ask();
        }
    }

    private synchronized void tick() {
        long waitedNanos = scheduler.nanos() - askedNanos;
        if (asking && waitedNanos > pace.patience().toNanos()) {
            answered(round, new RedisAwayException("no answer", null));
        }
        if (!up || waitedNanos >= pace.whileUp().toNanos()) {
            ask();
        }
    }

    // Guarded by this.
    private void ask() {
        if (closed || asking) {
            return;
        }
        asking = true;
        askedNanos = scheduler.nanos();
        long asked = ++round;
        question.get().whenComplete((nothing, failure) -> answered(asked, failure));
    }

    private synchronized void answered(long asked, @Nullable Throwable failure) {
        if (closed || !asking || asked != round) {
            return;
        }
        asking = false;
        boolean couldCall = mayCall();
        doubted = false;
        turn(failure == null, failure == null ? "" : String.valueOf(failure.getMessage()));
        if (!couldCall && mayCall()) {
            resumptions.forEach(Runnable::run);
        }
    }

    // Guarded by this, so that listeners hear one change at a time.
    private void turn(boolean next, String reason) {
        if (up == next) {
            return;
        }
        up = next;
        if (next) {
            LOG.info("Redis answers again");
        } else {
            losses.increment();
            LOG.warn("Redis is away: {}", reason);
        }
        for (RedisLink.Listener listener : listeners) {
            if (next) {
                listener.up();
            } else {
                listener.down();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        up = false;
        if (ticks != null) {
            ticks.cancel();
        }
    }
}
