package coffee.crema.realtime.time.adapter.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SystemSchedulerTest {

    private final SystemScheduler time = new SystemScheduler("time-test");

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void a_task_runs_once_and_not_too_early() {
        long begin = time.nanos();
        var ranAt = new AtomicLong();
        time.after(Duration.ofMillis(20), () -> ranAt.set(time.nanos()));
        await().until(() -> ranAt.get() != 0);
        assertThat(ranAt.get() - begin).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void a_task_that_throws_goes_on_until_it_is_cancelled() {
        var runs = new AtomicInteger();
        var again =
                time.every(
                        Duration.ofMillis(20),
                        () -> {
                            runs.incrementAndGet();
                            throw new IllegalStateException("on purpose");
                        });
        await().until(() -> runs.get() >= 3);
        again.cancel();
        again.cancel();
        var later = new AtomicInteger();
        time.after(Duration.ofMillis(30), () -> later.set(runs.get()));
        await().until(() -> later.get() != 0);
        var end = new AtomicInteger();
        time.after(Duration.ofMillis(60), () -> end.set(runs.get()));
        await().until(() -> end.get() != 0);
        assertThat(end.get()).isEqualTo(later.get());
    }

    @Test
    void a_cancelled_task_does_not_run_and_nothing_runs_after_the_end() {
        var ran = new AtomicInteger();
        time.after(Duration.ofMillis(5), ran::incrementAndGet).cancel();
        var done = new AtomicInteger();
        time.after(Duration.ofMillis(15), done::incrementAndGet);
        await().until(() -> done.get() == 1);
        assertThat(ran.get()).isZero();
        time.close();
        time.after(Duration.ZERO, ran::incrementAndGet).cancel();
        time.every(Duration.ofMillis(1), ran::incrementAndGet).cancel();
        assertThat(ran.get()).isZero();
    }
}
