package coffee.crema.load;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.load.driver.Driver;
import coffee.crema.load.system.FloorSystem;
import coffee.crema.load.workload.Broadcast;
import coffee.crema.load.workload.Churn;
import coffee.crema.load.workload.Metric;
import coffee.crema.load.workload.Reveal;
import coffee.crema.load.workload.Saturation;
import coffee.crema.load.workload.Timing;
import coffee.crema.load.workload.Workload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The driver against the floor as a process of its own, in small: that it delivers, counts, and reads off what a server used.
final class BenchTest {
    private static final Timing SMALL =
            new Timing(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(200), 0.1);

    @Test
    void every_message_of_an_open_loop_is_delivered_and_timed() {
        var results = run(new Broadcast(10, 50, 1, 20, false));

        assertThat(results.get(Metric.LOST)).isZero();
        assertThat(results.get(Metric.P50_MILLIS)).isPositive();
        assertThat(results.get(Metric.P99_MILLIS))
                .isGreaterThanOrEqualTo(results.get(Metric.P50_MILLIS));
    }

    @Test
    void a_closed_loop_keeps_going_and_shows_what_the_server_used() {
        var results = run(new Saturation(50, 4));

        assertThat(results.get(Metric.DELIVERIES_PER_SECOND)).isGreaterThan(0.1);
        assertThat(results.get(Metric.CPU_PER_MILLION)).isPositive();
    }

    @Test
    void every_join_and_leave_is_heard_by_all_who_stay() {
        var results = run(new Churn(50, 10));

        assertThat(results.get(Metric.LOST)).isZero();
    }

    @Test
    void what_a_reveal_sends_comes_to_every_watcher() {
        var results = run(new Reveal(1, 200, 2));

        assertThat(results.get(Metric.LOST)).isZero();
        assertThat(results.get(Metric.LAST_MILLIS))
                .isGreaterThanOrEqualTo(results.get(Metric.SPREAD_MILLIS));
    }

    private static Map<Metric, Double> run(Workload workload) {
        try (var driver = new Driver();
                var floor = new FloorSystem(workload.needs().churn())) {
            return workload.run(floor, driver, SMALL);
        }
    }
}
