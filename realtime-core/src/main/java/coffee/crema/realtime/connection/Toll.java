package coffee.crema.realtime.connection;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.limit.RateLimiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What requests cost, and who pays: one budget a user, over all doors and nodes.
///
/// **Threading.** Any thread; does not block.
public final class Toll {
    private static final CompletionStage<Void> FREE = CompletableFuture.completedStage(null);

    private final RateLimiter limiter;
    private final RealtimeLimits.Budgets budgets;

    public Toll(RateLimiter limiter, RealtimeLimits.Budgets budgets) {
        this.limiter = limiter;
        this.budgets = budgets;
    }

    /// @param cost in units; 0 is free
    /// @return fails with {@link RejectedException} `rate_limited`
    public CompletionStage<Void> take(Principal principal, int cost) {
        return cost == 0
                ? FREE
                : limiter.take("user:" + principal.user(), budgets.of(principal), cost);
    }
}
