package coffee.crema.realtime.limit.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.limit.RateLimiterContract;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MemoryRateLimiterTest extends RateLimiterContract {

    private final SystemScheduler system = new SystemScheduler("limiter-test");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryRateLimiter limiter = new MemoryRateLimiter(system, 100_000, meters);

    @AfterEach
    void close() {
        system.close();
    }

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Test
    void a_thousand_a_minute_is_exactly_that() {
        var time = new VirtualScheduler();
        var virtual = new MemoryRateLimiter(time, 64, meters);
        var budget = new RateLimiter.Budget(1_000, Duration.ofMinutes(1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(taken(virtual, "ann", budget, 1)).isTrue();
        }
        time.advance(Duration.ofMillis(59));
        assertThat(taken(virtual, "ann", budget, 1)).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(taken(virtual, "ann", budget, 1)).isTrue();
        assertThat(taken(virtual, "ann", budget, 1)).isFalse();
    }

    @Test
    void keys_are_bounded_and_the_longest_unused_goes_first() {
        var virtual = new MemoryRateLimiter(new VirtualScheduler(), 64, meters);
        var budget = new RateLimiter.Budget(1, Duration.ofHours(1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(taken(virtual, "user:" + i, budget, 1)).isTrue();
        }
        assertThat(taken(virtual, "user:999", budget, 1)).isFalse();
        assertThat(meters.counter("crema.limit.keys.forgotten").count()).isGreaterThan(900);
    }
}
