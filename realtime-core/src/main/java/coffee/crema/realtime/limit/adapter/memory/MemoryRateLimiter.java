package coffee.crema.realtime.limit.adapter.memory;

import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Budgets of one node, by the generic cell rate algorithm: one number for each key, the time at which its budget will be whole again.
///
/// Bounded: over `keysMax` keys, the one that has paid nothing for the longest time starts anew with a whole budget (counted as `crema.limit.keys.forgotten`).
public final class MemoryRateLimiter implements RateLimiter {

    /// A power of two; keys of different stripes never wait for each other.
    private static final int STRIPES = 64;

    private final Scheduler time;
    private final Counter forgotten;
    private final Stripe[] stripes = new Stripe[STRIPES];

    /// @param keysMax 64 to 10,000,000
    public MemoryRateLimiter(Scheduler time, int keysMax, MeterRegistry meters) {
        if (keysMax < STRIPES || keysMax > 10_000_000) {
            throw new IllegalArgumentException(
                    "the rate limiter keeps 64 to 10,000,000 keys, not " + keysMax);
        }
        this.time = time;
        this.forgotten = meters.counter("crema.limit.keys.forgotten");
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(keysMax / STRIPES);
        }
    }

    @Override
    public CompletionStage<Void> take(String key, Budget budget, long units) {
        if (key.isEmpty() || key.length() > 200 || units < 0) {
            throw new IllegalArgumentException("a key has 1 to 200 characters, units are positive");
        }
        long refillNanos = budget.refill().toNanos();
        if (units > budget.unitsMax()) {
            return CompletableFuture.failedStage(refused(refillNanos));
        }
        long costNanos = (long) ((double) refillNanos * units / budget.unitsMax());
        long waitNanos = stripe(key).take(key, time.nanos(), costNanos, refillNanos);
        return waitNanos == 0
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(refused(waitNanos));
    }

    private Stripe stripe(String key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    private static RejectedException refused(long waitNanos) {
        return RejectedException.retryAfter(
                ErrorCode.RATE_LIMITED, "the budget is used up", Duration.ofNanos(waitNanos));
    }

    /// Guarded by itself.
    private final class Stripe {
        private final int keysMax;
        private final LinkedHashMap<String, Long> wholeAtNanos =
                new LinkedHashMap<>(16, 0.75f, true);

        Stripe(int keysMax) {
            this.keysMax = keysMax;
        }

        /// @return 0 when taken, otherwise how long to wait
        synchronized long take(String key, long now, long costNanos, long refillNanos) {
            Long known = wholeAtNanos.get(key);
            long start = known == null || known - now < 0 ? now : known;
            long wait = start + costNanos - now - refillNanos;
            if (wait > 0) {
                return wait;
            }
            wholeAtNanos.put(key, start + costNanos);
            if (wholeAtNanos.size() > keysMax) {
                forgetOldest(now);
            }
            return 0;
        }

        private void forgetOldest(long now) {
            var entries = wholeAtNanos.entrySet().iterator();
            Map.Entry<String, Long> oldest = entries.next();
            if (oldest.getValue() - now > 0) {
                forgotten.increment();
            }
            entries.remove();
        }
    }
}
