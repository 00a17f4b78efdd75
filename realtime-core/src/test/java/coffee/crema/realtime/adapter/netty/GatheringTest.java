package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final long MS = 1_000_000;
    private static final long WINDOW = 5 * MS;

    private long now = 1_000 * MS;
    private final Gathering gathering = new Gathering(WINDOW, now);

    private void write(long tookNanos) {
        gathering.wrote(now, now + tookNanos);
        now += tookNanos;
    }

    /// Adds one after each gap, and writes when it is time.
    ///
    /// @return how many went into the last write
    private int run(int count, long... gaps) {
        int together = 0;
        int last = 0;
        long due = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long at = now + gaps[i % gaps.length];
            if (due <= at) {
                now = due;
                write(MS);
                last = together;
                together = 0;
            }
            now = Math.max(now, at);
            gathering.added(now);
            together++;
            due = now + Math.max(0, gathering.waitNanos(now));
        }
        return last;
    }

    @Test
    void after_a_silence_it_is_time_at_once() {
        gathering.added(now);
        assertThat(gathering.waitNanos(now)).isZero();
        write(MS);
        now += WINDOW;
        gathering.added(now);
        assertThat(gathering.waitNanos(now)).isZero();
    }

    @Test
    void fifty_a_second_never_wait() {
        assertThat(run(100, 20 * MS)).isEqualTo(1);
    }

    @Test
    void an_even_storm_goes_out_with_the_last_one_that_the_window_has_room_for() {
        assertThat(run(100, 2 * MS)).isEqualTo(3);
        long first = now;
        write(MS);
        gathering.added(first + 2 * MS);
        gathering.added(first + 4 * MS);
        assertThat(gathering.waitNanos(first + 4 * MS)).isPositive();
        gathering.added(first + 6 * MS);
        assertThat(gathering.waitNanos(first + 6 * MS)).isZero();
    }

    @Test
    void a_burst_goes_out_soon_after_its_end() {
        // Four at once; their senders wait for the delivery, and take 2 ms to send again.
        run(100, 2 * MS, 50_000, 50_000, 50_000);
        write(MS);
        now += 2 * MS;
        for (int i = 0; i < 4; i++) {
            gathering.added(now);
        }
        assertThat(gathering.waitNanos(now)).isBetween(MS, 2 * MS);
    }

    @Test
    void nothing_waits_longer_than_the_window() {
        gathering.added(now);
        write(MS);
        gathering.added(now);
        long first = now;
        for (int i = 0; i < 40; i++) {
            now += MS / 10;
            gathering.added(now);
        }
        assertThat(gathering.waitNanos(now)).isBetween(1L, first + WINDOW - now);
        now = first + WINDOW;
        assertThat(gathering.waitNanos(now)).isLessThanOrEqualTo(0);
    }

    @Test
    void a_window_of_nothing_never_waits() {
        var none = new Gathering(0, now);
        none.added(now);
        none.wrote(now, now + MS);
        none.added(now + MS);
        assertThat(none.waitNanos(now + MS)).isLessThanOrEqualTo(0);
    }
}
