package coffee.crema.realtime.limit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.limit.RateLimiter.Budget;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every {@link RateLimiter} keeps. Extend it, and give the limiter; it runs in real time.
public abstract class RateLimiterContract {

    /// So slow that nothing comes back during a test.
    private static final Budget TEN = new Budget(10, Duration.ofHours(1));

    protected abstract RateLimiter limiter();

    /// The limiter of another node that shares the budgets, where there can be one.
    protected RateLimiter another() {
        return limiter();
    }

    protected final String key() {
        return "user:" + Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36);
    }

    protected static boolean taken(RateLimiter limiter, String key, Budget budget, long units) {
        try {
            limiter.take(key, budget, units).toCompletableFuture().orTimeout(5, SECONDS).join();
            return true;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(RejectedException.class);
            return false;
        }
    }

    @Test
    void a_budget_can_be_used_whole_at_once_and_not_beyond() {
        String key = key();
        assertThat(taken(limiter(), key, TEN, 10)).isTrue();
        assertThat(taken(limiter(), key, TEN, 1)).isFalse();
    }

    @Test
    void a_budget_can_be_used_unit_by_unit_from_any_node() {
        String key = key();
        for (int i = 0; i < 10; i++) {
            assertThat(taken(i % 2 == 0 ? limiter() : another(), key, TEN, 1)).isTrue();
        }
        assertThat(taken(limiter(), key, TEN, 1)).isFalse();
        assertThat(taken(another(), key, TEN, 1)).isFalse();
    }

    @Test
    void a_refusal_takes_nothing_and_says_when_to_come_back() {
        String key = key();
        assertThat(taken(limiter(), key, TEN, 8)).isTrue();
        var thrown =
                (RejectedException)
                        catchThrowable(() ->
                                        limiter().take(key, TEN, 5).toCompletableFuture().join())
                                .getCause();
        assertThat(thrown.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        // 2 units are left, 3 more are needed, and a unit takes 6 minutes.
        assertThat(thrown.retryAfterMs().orElseThrow())
                .isBetween(
                        Duration.ofMinutes(17).toMillis(), Duration.ofMinutes(18).toMillis() + 1);
        assertThat(taken(limiter(), key, TEN, 2)).isTrue();
    }

    @Test
    void keys_do_not_share() {
        String key = key();
        assertThat(taken(limiter(), key, TEN, 10)).isTrue();
        assertThat(taken(limiter(), key(), TEN, 10)).isTrue();
    }

    @Test
    void a_budget_comes_back_steadily() {
        String key = key();
        var quick = new Budget(10, Duration.ofMillis(500));
        assertThat(taken(limiter(), key, quick, 10)).isTrue();
        assertThat(taken(limiter(), key, quick, 10)).isFalse();
        await().atMost(Duration.ofSeconds(5)).until(() -> taken(limiter(), key, quick, 2));
        await().atMost(Duration.ofSeconds(5)).until(() -> taken(limiter(), key, quick, 10));
    }

    @Test
    void what_costs_nothing_is_always_allowed_and_what_never_fits_never() {
        String key = key();
        assertThat(taken(limiter(), key, TEN, 11)).isFalse();
        assertThat(taken(limiter(), key, TEN, 10)).isTrue();
        assertThat(taken(limiter(), key, TEN, 0)).isTrue();
    }

    @Test
    void many_at_once_get_exactly_the_budget() {
        String key = key();
        var attempts =
                IntStream.range(0, 40)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(() ->
                                        taken(i % 2 == 0 ? limiter() : another(), key, TEN, 1)))
                        .toList();
        assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(10);
    }
}
