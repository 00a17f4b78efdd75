package coffee.crema.realtime.limit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// A budget that refills steadily, shared by all nodes and doors.
///
/// **Threading.** Any thread; does not block.
public interface RateLimiter {

    /// @param unitsMax how many units may be used at once
    /// @param refill the time in which `unitsMax` units come back
    record Budget(long unitsMax, Duration refill) {
        public Budget {
            if (unitsMax < 1 || unitsMax > 1_000_000_000 || refill.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "a budget needs 1 to 1,000,000,000 units and a positive refill time");
            }
        }
    }

    /// Takes `units` from the budget of `key`, all or none.
    ///
    /// @param key who pays, for example `user:ann`; 1 to 200 characters
    /// @return completes when taken; fails with {@link coffee.crema.realtime.wire.RejectedException} `rate_limited` and the time after which `units` will be there.
    ///   When the shared store is away the node's own share decides (fails open, counted).
    CompletionStage<Void> take(String key, Budget budget, long units);
}
