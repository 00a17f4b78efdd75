package coffee.crema.realtime.time.adapter.jdk;

import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The machine's clocks, and one daemon thread for timers.
public final class SystemScheduler implements Scheduler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);

    private static final Cancellable NOTHING = () -> {};

    private final ScheduledThreadPoolExecutor timer;

    /// @param threadName of the timer thread
    public SystemScheduler(String threadName) {
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name(threadName).daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        try {
            var future = timer.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("a timer was asked for after the end");
            return NOTHING;
        }
    }

    /// All tasks of one period run together, as do those of its multiples: an idle node wakes up ten times a second and not a hundred times. The first run is therefore
    /// less than a period away.
    @Override
    public Cancellable every(Duration period, Runnable task) {
        long periodNanos = period.toNanos();
        long firstNanos = periodNanos - Math.floorMod(nanos(), periodNanos);
        try {
            var future =
                    timer.scheduleAtFixedRate(
                            guarded(task), firstNanos, periodNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("a timer was asked for after the end");
            return NOTHING;
        }
    }

    /// Tasks that have not begun are dropped.
    @Override
    public void close() {
        timer.shutdown();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a timer's task failed", e);
            }
        };
    }
}
