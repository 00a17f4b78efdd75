package coffee.crema.crdt.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestartPaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void a_burst_is_free_and_then_it_is_one_a_second() {
        long now = 5 * SECOND;
        var pace = new RestartPace(now);
        for (int i = 0; i < RestartPace.BURST; i++) {
            assertThat(pace.next(now)).isZero();
        }
        assertThat(pace.next(now)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.next(now)).isEqualTo(Duration.ofSeconds(2));
        now += 40 * SECOND;
        assertThat(pace.next(now)).isZero();
    }

    @Test
    void starts_that_come_to_nothing_are_tried_less_and_less_often() {
        var pace = new RestartPace(0);
        long now = 0;
        int tries = 0;
        while (now < 600 * SECOND) {
            now += Math.max(1, pace.next(now).toNanos());
            pace.failed();
            tries++;
        }
        assertThat(tries).isLessThan(30);
        pace.started();
        assertThat(pace.next(now)).isZero();
    }
}
