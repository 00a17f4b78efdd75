package coffee.crema.crdt.worker;

import java.time.Duration;

/// How fast workers may be started, so that a broken installation, or a storm of deadly changes, does not fill the machine with starts: 30 at once and then
/// one a second; and after starts that came to nothing, half a second, doubled each time up to 30 s. Not safe for threads.
final class RestartPace {
    static final int BURST = 30;
    static final Duration REFILL = Duration.ofSeconds(1);
    private static final Duration FAILED_MIN = Duration.ofMillis(500);
    private static final Duration FAILED_MAX = Duration.ofSeconds(30);
    private static final int DOUBLINGS_MAX = 6;

    private long tokenFreeNanos;
    private int failures;

    RestartPace(long nowNanos) {
        tokenFreeNanos = nowNanos - BURST * REFILL.toNanos();
    }

    /// Takes leave for one start.
    ///
    /// @return how long to wait before it
    Duration next(long nowNanos) {
        tokenFreeNanos =
                Math.max(tokenFreeNanos, nowNanos - BURST * REFILL.toNanos()) + REFILL.toNanos();
        Duration forToken = Duration.ofNanos(Math.max(0, tokenFreeNanos - nowNanos));
        return forToken.compareTo(afterFailures()) > 0 ? forToken : afterFailures();
    }

    private Duration afterFailures() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration delay = FAILED_MIN.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        return delay.compareTo(FAILED_MAX) > 0 ? FAILED_MAX : delay;
    }

    void started() {
        failures = 0;
    }

    void failed() {
        failures++;
    }
}
