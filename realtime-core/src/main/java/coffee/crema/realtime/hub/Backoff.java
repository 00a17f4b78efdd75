package coffee.crema.realtime.hub;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: doubling, capped, and jittered so that nodes do not come together.
final class Backoff {

    private final HubOptions.RetryOptions options;
    private final RandomGenerator random;
    private int tries;

    Backoff(HubOptions.RetryOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /// Half to the whole of the wait that is due.
    Duration next() {
        long longest = options.longest().toNanos();
        long due = Math.min(longest, options.first().toNanos() << Math.min(tries, 20));
        tries++;
        return Duration.ofNanos(due / 2 + random.nextLong(due / 2 + 1));
    }

    int tries() {
        return tries;
    }

    void reset() {
        tries = 0;
    }
}
