package coffee.crema.realtime.hub;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A serial turn, of a channel for example: tasks run one at a time, in order, on a shared executor.
///
/// **Threading.** Any thread may post.
public final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /// After so many tasks the thread is given to other channels.
    private static final int BATCH_MAX = 128;

    private final Executor executor;
    private final int droppableMax;
    private final Counter dropped;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /// How many tasks wait or run; 0 means that no run is scheduled.
    private final AtomicInteger size = new AtomicInteger();

    /// @param executor runs the turns; shared by many
    /// @param droppableMax how many tasks may wait when {@link #offer} adds one
    /// @param dropped counts what was not
    public Mailbox(Executor executor, int droppableMax, Counter dropped) {
        this.executor = executor;
        this.droppableMax = droppableMax;
        this.dropped = dropped;
    }

    /// For what must not be lost and is bounded by its kind: a few tasks a member, and one for each call under way.
    public void post(Runnable task) {
        tasks.add(task);
        if (size.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    /// For what may be dropped at the limit.
    ///
    /// @return false, counted, when it was
    public boolean offer(Runnable task) {
        if (size.get() >= droppableMax) {
            dropped.increment();
            return false;
        }
        post(task);
        return true;
    }

    public int size() {
        return size.get();
    }

    private void run() {
        int done = 0;
        int left;
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                runGuarded(task);
            }
            left = size.decrementAndGet();
        } while (left > 0 && ++done < BATCH_MAX);
        if (left > 0) {
            executor.execute(this::run);
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of a serial turn failed", e);
        }
    }
}
