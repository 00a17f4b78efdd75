package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The steps of one session and their times: from one moment to the next, without I/O.
///
/// @param flights at least 1
/// @param calibration whether a coffee with target scores is cupped first
/// @param automatic whether steps that run by the clock ({@link Step#POUR} to {@link Step#WARM}) follow each other by themselves; the others wait for the host in any case
/// @param times other times than the usual ones
public record Timetable(
        int flights, boolean calibration, boolean automatic, Map<Step, Duration> times) {

    /// The longest time of a step.
    public static final Duration TIME_MAX = Duration.ofHours(2);

    /// The most that is added or taken at once.
    public static final int ADJUST_SECONDS_MAX = 600;

    public Timetable {
        Map<Step, Duration> copy = new EnumMap<>(Step.class);
        copy.putAll(times);
        times = copy;
    }

    Moment begin(long nowMs) {
        return at(Step.LOBBY, 0, 0, nowMs);
    }

    /// The step after this one.
    ///
    /// @throws RejectedException `conflict`, when it is over
    Moment next(Moment from, long nowMs) {
        return switch (from.step()) {
            case LOBBY -> at(calibration ? Step.CALIBRATION : Step.DRY, 0, from.seq() + 1, nowMs);
            case CALIBRATION -> at(Step.DRY, 0, from.seq() + 1, nowMs);
            case COOL ->
                    from.flight() + 1 < flights
                            ? at(Step.DRY, from.flight() + 1, from.seq() + 1, nowMs)
                            : at(Step.LOCK, from.flight(), from.seq() + 1, nowMs);
            case DRY, POUR, BREAK, SKIM, HOT, WARM, LOCK, DISCUSSION, REVEAL ->
                    at(from.step().after(), from.flight(), from.seq() + 1, nowMs);
            case CLOSED -> throw conflict("the session is closed");
        };
    }

    /// Leaves one step out. The lock is never left out, nor what follows it.
    Moment skip(Moment from, long nowMs) {
        Moment next = next(from, nowMs);
        if (next.step().locked()) {
            throw conflict("the step " + next.step().wireName() + " cannot be skipped");
        }
        Moment after = next(next, nowMs);
        return new Moment(
                after.step(),
                after.flight(),
                from.seq() + 1,
                after.startedAtMs(),
                after.dueAtMs(),
                after.pausedAtMs(),
                false);
    }

    /// The step before, from its beginning. What is locked stays so.
    Moment back(Moment from, long nowMs) {
        if (from.step().locked()) {
            throw conflict("the sheets are locked: there is no way back");
        }
        return switch (from.step()) {
            case LOBBY -> throw conflict("the session has not begun");
            case CALIBRATION -> throw conflict("the session has begun: the lobby is over");
            case DRY -> {
                if (from.flight() == 0) {
                    throw conflict("the flights have begun: there is no way back");
                }
                yield at(Step.COOL, from.flight() - 1, from.seq() + 1, nowMs);
            }
            case POUR, BREAK, SKIM, HOT, WARM, COOL, LOCK, DISCUSSION, REVEAL, CLOSED ->
                    at(from.step().before(), from.flight(), from.seq() + 1, nowMs);
        };
    }

    /// Gives the step more time, or takes some; never less than none.
    Moment adjust(Moment from, Duration by, long nowMs) {
        if (from.dueAtMs().isEmpty()) {
            throw conflict("the step " + from.step().wireName() + " has no time");
        }
        long referenceMs = from.pausedAtMs().orElse(nowMs);
        long dueMs = Math.max(from.dueAtMs().getAsLong(), referenceMs) + by.toMillis();
        long latestMs = referenceMs + TIME_MAX.toMillis();
        long withinMs = Math.clamp(dueMs, referenceMs, latestMs);
        return new Moment(
                from.step(),
                from.flight(),
                from.seq() + 1,
                from.startedAtMs(),
                OptionalLong.of(withinMs),
                from.pausedAtMs(),
                false);
    }

    Moment pause(Moment from, long nowMs) {
        if (from.paused()) {
            throw conflict("the session is paused");
        }
        if (from.step() == Step.CLOSED) {
            throw conflict("the session is closed");
        }
        return new Moment(
                from.step(),
                from.flight(),
                from.seq() + 1,
                from.startedAtMs(),
                from.dueAtMs(),
                OptionalLong.of(nowMs),
                from.told());
    }

    /// Goes on with the time that was left.
    Moment resume(Moment from, long nowMs) {
        if (!from.paused()) {
            throw conflict("the session is not paused");
        }
        long pausedMs = Math.max(0, nowMs - from.pausedAtMs().getAsLong());
        return new Moment(
                from.step(),
                from.flight(),
                from.seq() + 1,
                from.startedAtMs() + pausedMs,
                from.dueAtMs().isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(from.dueAtMs().getAsLong() + pausedMs),
                OptionalLong.empty(),
                from.told());
    }

    /// What the clock alone does now: the next step, begun when the one before was over, so that a node that is late does not shift the timetable; or the same step, with the
    /// word that its time is over (which is no change of the moment, so `seq` stays).
    Optional<Moment> due(Moment from, long nowMs) {
        boolean over =
                !from.paused() && from.dueAtMs().isPresent() && from.dueAtMs().getAsLong() <= nowMs;
        if (!over) {
            return Optional.empty();
        }
        if (automatic && from.step().movesOn()) {
            return Optional.of(next(from, from.dueAtMs().getAsLong()));
        }
        return from.told()
                ? Optional.empty()
                : Optional.of(
                        new Moment(
                                from.step(),
                                from.flight(),
                                from.seq(),
                                from.startedAtMs(),
                                from.dueAtMs(),
                                from.pausedAtMs(),
                                true));
    }

    private Moment at(Step step, int flight, long seq, long nowMs) {
        Optional<Duration> time = Optional.ofNullable(times.get(step)).or(step::usual);
        return new Moment(
                step,
                flight,
                seq,
                nowMs,
                time.map(t -> OptionalLong.of(nowMs + t.toMillis())).orElse(OptionalLong.empty()),
                OptionalLong.empty(),
                false);
    }

    private static RejectedException conflict(String why) {
        return RejectedException.of(ErrorCode.CONFLICT, why);
    }
}
