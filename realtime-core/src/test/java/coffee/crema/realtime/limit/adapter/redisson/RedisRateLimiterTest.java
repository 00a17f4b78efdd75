package coffee.crema.realtime.limit.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.limit.RateLimiterContract;
import coffee.crema.realtime.limit.adapter.memory.MemoryRateLimiter;
import coffee.crema.realtime.testing.RedisNode;
import coffee.crema.realtime.testing.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisRateLimiterTest extends RateLimiterContract {
    private static final RateLimiter.Budget TWO = new RateLimiter.Budget(2, Duration.ofHours(1));

    private static RedisServer redis;
    private static RedisNode here;
    private static RedisNode there;
    private static RedisRateLimiter limiter;
    private static RedisRateLimiter another;

    @BeforeAll
    static void open() {
        redis = RedisServer.start();
        here = RedisNode.at(redis.uri());
        there = RedisNode.at(redis.uri());
        limiter = on(here);
        another = on(there);
    }

    private static RedisRateLimiter on(RedisNode node) {
        return new RedisRateLimiter(
                node.link, new MemoryRateLimiter(node.scheduler, 1_000, node.meters), node.meters);
    }

    @AfterAll
    static void close() {
        limiter.close();
        another.close();
        here.close();
        there.close();
        redis.close();
    }

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Override
    protected RateLimiter another() {
        return another;
    }

    @Test
    void while_redis_is_away_the_node_decides_by_itself_and_counts_it() {
        String key = key();
        assertThat(taken(limiter, key, TWO, 2)).isTrue();
        redis.pause();
        try {
            double before = here.count("crema.limit.local");
            assertThat(taken(limiter, key, TWO, 2)).isTrue();
            assertThat(taken(limiter, key, TWO, 1)).isFalse();
            assertThat(here.count("crema.limit.local") - before).isEqualTo(2);
        } finally {
            redis.resume();
        }
        await().until(() -> here.link.isUp() && there.link.isUp());
        // Redis still knows what was used before.
        assertThat(taken(limiter, key, TWO, 1)).isFalse();
    }

    @Test
    void the_smallest_costs_of_the_largest_budget_are_not_lost() {
        String key = key();
        var budget = new RateLimiter.Budget(1_000_000, Duration.ofHours(24));
        for (int i = 0; i < 1_000; i++) {
            assertThat(taken(limiter, key, budget, 1)).isTrue();
        }
        // 1,000 units take 86 s to come back, so at least 990 are still used.
        assertThat(taken(limiter, key, budget, 999_010)).isFalse();
    }

    @Test
    void who_sends_much_asks_redis_seldom_and_gets_the_whole_budget_all_the_same() {
        String key = key();
        var budget = new RateLimiter.Budget(2_000, Duration.ofHours(10));
        double before = calls();
        for (int i = 0; i < 800; i++) {
            assertThat(taken(limiter, key, budget, 1)).isTrue();
        }
        assertThat(calls() - before).isLessThan(400);
        int more = 0;
        while (taken(more % 2 == 0 ? limiter : another, key, budget, 1)) {
            more++;
        }
        // What each of the two has taken ahead and not used is at most a hundredth of the budget.
        assertThat(800 + more).isBetween(2_000 - 2 * 20, 2_000);
        assertThat(taken(another, key, budget, 1)).isFalse();
    }

    private static double calls() {
        return here.meters.get("crema.redis.batch").tag("queue", "limits").summary().count();
    }
}
