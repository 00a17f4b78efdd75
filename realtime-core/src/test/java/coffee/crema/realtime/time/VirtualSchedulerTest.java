package coffee.crema.realtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtualSchedulerTest {
    private final VirtualScheduler time = new VirtualScheduler();
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasks_run_in_the_order_of_their_time_then_of_their_scheduling() {
        time.after(Duration.ofSeconds(2), () -> ran.add("c"));
        time.after(Duration.ofSeconds(1), () -> ran.add("a"));
        time.after(Duration.ofSeconds(1), () -> ran.add("b"));
        time.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("a", "b");
        time.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void a_task_sees_its_own_time_and_may_schedule_within_the_same_advance() {
        long start = time.millis();
        time.after(
                Duration.ofMillis(10),
                () ->
                        time.after(
                                Duration.ofMillis(5),
                                () -> ran.add(String.valueOf(time.millis() - start))));
        time.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("15");
        assertThat(time.millis() - start).isEqualTo(1000);
    }

    @Test
    void a_period_repeats_until_cancelled() {
        var repeated = time.every(Duration.ofMillis(10), () -> ran.add("x"));
        time.advance(Duration.ofMillis(35));
        assertThat(ran).hasSize(3);
        repeated.cancel();
        time.advance(Duration.ofMillis(35));
        assertThat(ran).hasSize(3);
        assertThat(time.pending()).isZero();
    }
}
