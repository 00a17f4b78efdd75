package coffee.crema.realtime.limit.adapter.redisson;

import coffee.crema.realtime.limit.RateLimiter.Budget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Units that this node has taken ahead for those who send one request after the other, so that not each of them has to ask Redis.
///
/// Redis gives them only from a budget that is more than half full (`take.lua`), so the limit itself stays exact. Who needs no more loses at most a hundredth of the budget, for once.
///
/// **Threading.** Any thread.
final class Spares {
    static final int KEYS_MAX = 20_000;
    static final int UNITS_MAX = 64;
    private static final int PART = 100;
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<String, Spare> spares = new ConcurrentHashMap<>();
    private final Counter full;

    Spares(MeterRegistry meters) {
        this.full =
                Counter.builder("crema.limit.spares.full")
                        .description(
                                "requests of keys that had no place among those with units taken ahead, and ask Redis each time")
                        .register(meters);
    }

    /// Guarded by itself.
    private static final class Spare {
        private long units;
        private long newestNanos;

        Spare(long nowNanos) {
            newestNanos = nowNanos;
        }

        synchronized boolean use(long asked, long nowNanos) {
            if (isOld(nowNanos) || units < asked) {
                return false;
            }
            units -= asked;
            newestNanos = nowNanos;
            return true;
        }

        /// @return whether it was asked for a moment ago, and so will be again
        synchronized boolean isAskedAgain(long nowNanos) {
            boolean again = !isOld(nowNanos);
            if (!again) {
                units = 0;
            }
            newestNanos = nowNanos;
            return again;
        }

        synchronized void add(long more) {
            units = Math.min(UNITS_MAX, units + more);
        }

        synchronized boolean isOld(long nowNanos) {
            return nowNanos - newestNanos > KEPT_NANOS;
        }
    }

    /// Takes what is asked for from what this node has of it.
    boolean use(String key, long units, long nowNanos) {
        Spare spare = spares.get(key);
        return spare != null && spare.use(units, nowNanos);
    }

    /// How many units to ask for beyond those that are needed; the first request of a second takes none.
    long wanted(String key, Budget budget, long nowNanos) {
        Spare spare = spares.get(key);
        if (spare == null) {
            if (spares.size() < KEYS_MAX) {
                spares.putIfAbsent(key, new Spare(nowNanos));
            } else {
                full.increment();
            }
            return 0;
        }
        return spare.isAskedAgain(nowNanos) ? Math.min(UNITS_MAX, budget.unitsMax() / PART) : 0;
    }

    void add(String key, long units) {
        Spare spare = spares.get(key);
        if (spare != null) {
            spare.add(units);
        }
    }

    /// Forgets those of whom nothing was heard for a while.
    void sweep(long nowNanos) {
        spares.values().removeIf(spare -> spare.isOld(nowNanos));
    }
}
