package coffee.crema.realtime.store;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One step at a time, on whichever thread brings one while none runs; a step that arrives meanwhile runs after it, on the thread that runs. So state needs no lock, and a
/// stage that completes at once does not deepen the stack.
///
/// Steps are bounded by who brings them: timers, and answers to what is under way, each of which has its own limit.
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final ConcurrentLinkedQueue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Runnable afterwards;

    /// @param afterwards runs after every gathering of steps
    Turns(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    void take(Runnable step) {
        steps.add(step);
        if (pending.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        int seen = 1;
        do {
            for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
                guarded(step);
            }
            guarded(afterwards);
            seen = pending.addAndGet(-seen);
        } while (seen != 0);
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("a step of the outbox relay failed", e);
        }
    }
}
