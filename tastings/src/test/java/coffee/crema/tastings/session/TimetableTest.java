package coffee.crema.tastings.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final long T0 = 1_000_000;

    private final Timetable timetable = new Timetable(2, true, true, Map.of());

    @Test
    void a_session_goes_through_its_steps_flight_after_flight() {
        List<String> seen = new ArrayList<>();
        Moment moment = timetable.begin(T0);
        while (moment.step() != Step.CLOSED) {
            moment = timetable.next(moment, T0);
            seen.add(moment.step().wireName() + moment.flight());
        }
        assertThat(seen)
                .containsExactly(
                        "calibration0",
                        "dry0",
                        "pour0",
                        "break0",
                        "skim0",
                        "hot0",
                        "warm0",
                        "cool0",
                        "dry1",
                        "pour1",
                        "break1",
                        "skim1",
                        "hot1",
                        "warm1",
                        "cool1",
                        "lock1",
                        "discussion1",
                        "reveal1",
                        "closed1");
        Moment closed = moment;
        assertThatThrownBy(() -> timetable.next(closed, T0)).isInstanceOf(RejectedException.class);
    }

    @Test
    void what_runs_by_the_clock_is_not_shifted_by_a_node_that_is_late() {
        Moment pour = at(Step.POUR);
        Moment breaking = timetable.due(pour, T0 + 999_999).orElseThrow();
        assertThat(breaking.step()).isEqualTo(Step.BREAK);
        assertThat(breaking.startedAtMs()).isEqualTo(T0 + 240_000);
        Moment skim = timetable.due(breaking, T0 + 999_999).orElseThrow();
        Moment hot = timetable.due(skim, T0 + 999_999).orElseThrow();
        assertThat(hot.startedAtMs()).isEqualTo(T0 + 480_000);
        assertThat(hot.seq()).isEqualTo(pour.seq() + 3);
    }

    @Test
    void nothing_is_due_before_its_time() {
        Moment pour = at(Step.POUR);
        assertThat(timetable.due(pour, T0 + 239_999)).isEmpty();
        assertThat(timetable.due(pour, T0 + 240_000)).isPresent();
    }

    @Test
    void the_clock_says_once_that_time_is_over_and_never_locks() {
        Moment cool = at(Step.COOL);
        Moment told = timetable.due(cool, T0 + 10_000_000).orElseThrow();
        assertThat(told.step()).isEqualTo(Step.COOL);
        assertThat(told.seq()).isEqualTo(cool.seq());
        assertThat(told.told()).isTrue();
        assertThat(timetable.due(told, T0 + 10_000_000)).isEmpty();
    }

    @Test
    void a_pause_keeps_what_was_left() {
        Moment paused = timetable.pause(at(Step.HOT), T0 + 60_000);
        assertThat(paused.remainingMs(T0 + 500_000)).hasValue(180_000);
        assertThat(timetable.due(paused, T0 + 10_000_000)).isEmpty();
        Moment on = timetable.resume(paused, T0 + 1_060_000);
        assertThat(on.remainingMs(T0 + 1_060_000)).hasValue(180_000);
        assertThat(on.startedAtMs()).isEqualTo(T0 + 1_000_000);
        assertThatThrownBy(() -> timetable.resume(on, T0)).isInstanceOf(RejectedException.class);
    }

    @Test
    void time_is_given_and_taken_but_never_below_none() {
        Moment hot = at(Step.HOT);
        assertThat(timetable.adjust(hot, Duration.ofSeconds(30), T0).remainingMs(T0))
                .hasValue(270_000);
        assertThat(timetable.adjust(hot, Duration.ofMinutes(-5), T0).remainingMs(T0)).hasValue(0);
        assertThat(
                        timetable
                                .adjust(hot, Duration.ofSeconds(30), T0 + 900_000)
                                .remainingMs(T0 + 900_000))
                .hasValue(30_000);
        assertThatThrownBy(() -> timetable.adjust(at(Step.LOBBY), Duration.ofSeconds(30), T0))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void one_step_is_gone_back_or_skipped_but_not_over_the_lock() {
        assertThat(timetable.back(at(Step.HOT), T0).step()).isEqualTo(Step.SKIM);
        Moment skipped = timetable.skip(at(Step.BREAK), T0);
        assertThat(skipped.step()).isEqualTo(Step.HOT);
        assertThat(skipped.seq()).isEqualTo(at(Step.BREAK).seq() + 1);
        Moment secondDry = timetable.next(at(Step.COOL), T0);
        assertThat(secondDry.flight()).isEqualTo(1);
        assertThat(timetable.back(secondDry, T0).flight()).isZero();
        Moment locked = at(Step.LOCK);
        assertThatThrownBy(() -> timetable.back(locked, T0)).isInstanceOf(RejectedException.class);
        Timetable single = new Timetable(1, false, true, Map.of());
        assertThat(single.skip(at(Step.WARM), T0).step()).isEqualTo(Step.LOCK);
        Moment cool = at(Step.COOL);
        assertThatThrownBy(() -> single.skip(cool, T0)).isInstanceOf(RejectedException.class);
    }

    private Moment at(Step step) {
        Moment moment = timetable.begin(T0);
        while (moment.step() != step) {
            moment = timetable.next(moment, T0);
        }
        return moment;
    }
}
