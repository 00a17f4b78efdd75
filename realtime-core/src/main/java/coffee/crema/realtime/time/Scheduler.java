package coffee.crema.realtime.time;

import java.time.Duration;
import java.time.InstantSource;

/// Time as everything in Crema sees it: passed in, so that tests and simulations own it.
///
/// **Threading.** Any thread may call. Tasks run on the scheduler's thread, must be short, and must not block.
public interface Scheduler extends InstantSource {

    /// Ends a task that has not run yet, or all further runs. Harmless when called again.
    @FunctionalInterface
    interface Cancellable {
        void cancel();
    }

    /// Runs once, not before `delay` has passed.
    Cancellable after(Duration delay, Runnable task);

    /// Runs again and again, for the first time within a `period`, then `period` after the start of the run before; a task that throws is logged and goes on.
    Cancellable every(Duration period, Runnable task);

    /// A clock for durations, nanoseconds since an arbitrary origin; never goes back.
    long nanos();
}
