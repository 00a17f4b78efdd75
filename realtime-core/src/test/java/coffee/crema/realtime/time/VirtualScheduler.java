package coffee.crema.realtime.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Time that stands still until the test moves it. Tasks run on the thread that calls {@link #advance}, in the order of their due time, and of their
/// scheduling when that is equal: the same calls give the same run.
///
/// **Threading.** Scheduling is safe from any thread; advance from one thread at a time.
public final class VirtualScheduler implements Scheduler {

    private record Task(long dueNanos, long sequence, Runnable body, AtomicBoolean cancelled) {}

    private final Instant origin;

    /// Guarded by itself, as are `nowNanos` and `nextSequence`.
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(
                    Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::sequence));

    private long nowNanos;
    private long nextSequence;

    /// Begins at 2026-09-22T00:00:00Z.
    public VirtualScheduler() {
        this(Instant.parse("2026-09-22T00:00:00Z"));
    }

    public VirtualScheduler(Instant origin) {
        this.origin = origin;
    }

    @Override
    public Instant instant() {
        synchronized (tasks) {
            return origin.plusNanos(nowNanos);
        }
    }

    @Override
    public long nanos() {
        synchronized (tasks) {
            return nowNanos;
        }
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        var cancelled = new AtomicBoolean();
        add(delay, task, cancelled);
        return () -> cancelled.set(true);
    }

    @Override
    public Cancellable every(Duration period, Runnable task) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a period must be positive: " + period);
        }
        var cancelled = new AtomicBoolean();
        repeat(period, task, cancelled);
        return () -> cancelled.set(true);
    }

    /// Moves time on by `duration` and runs what falls due, including what is scheduled meanwhile.
    public void advance(Duration duration) {
        long target;
        synchronized (tasks) {
            target = nowNanos + duration.toNanos();
        }
        for (Task task = takeDue(target); task != null; task = takeDue(target)) {
            task.body.run();
        }
        synchronized (tasks) {
            nowNanos = target;
        }
    }

    /// Moves time to the next task and runs it.
    ///
    /// @return false when nothing is scheduled
    public boolean runNext() {
        Task task = takeDue(Long.MAX_VALUE);
        if (task == null) {
            return false;
        }
        task.body.run();
        return true;
    }

    /// How many tasks wait: timers that nobody ended show here.
    public int pending() {
        synchronized (tasks) {
            tasks.removeIf(task -> task.cancelled.get());
            return tasks.size();
        }
    }

    private void repeat(Duration period, Runnable task, AtomicBoolean cancelled) {
        add(
                period,
                () -> {
                    repeat(period, task, cancelled);
                    task.run();
                },
                cancelled);
    }

    private void add(Duration delay, Runnable task, AtomicBoolean cancelled) {
        synchronized (tasks) {
            long due = nowNanos + Math.max(0, delay.toNanos());
            tasks.add(new Task(due, nextSequence++, task, cancelled));
        }
    }

    private Task takeDue(long targetNanos) {
        synchronized (tasks) {
            for (Task head = tasks.peek();
                    head != null && head.dueNanos <= targetNanos;
                    head = tasks.peek()) {
                tasks.remove();
                if (!head.cancelled.get()) {
                    nowNanos = Math.max(nowNanos, head.dueNanos);
                    return head;
                }
            }
            return null;
        }
    }
}
