package coffee.crema.blindbox;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The rules of one reveal and its timetable: from one moment to the next, without I/O.
///
/// Coffee i, from 1, is due at T0 + countdown + i x interval + all pauses. A node that is late does not shift it.
///
/// @param items how many coffees
/// @param opensAtMs when guessing opens by itself
/// @param locksAtMs when it is locked by itself
/// @param startsAtMs when the countdown begins by itself, whether it was locked or not
/// @param standings whether an event with the standings follows each coffee
public record Course(
        int items,
        Duration countdown,
        Duration interval,
        OptionalLong opensAtMs,
        OptionalLong locksAtMs,
        OptionalLong startsAtMs,
        boolean standings) {

    /// What is later than this is not shown coffee by coffee any more: nobody was there to show it.
    static final Duration LATE = Duration.ofSeconds(2);

    /// How far ahead of its message a screen shows something, so that all show it at once.
    static final Duration AHEAD = Duration.ofMillis(500);

    /// When something is due next without anybody's doing.
    public OptionalLong dueAtMs(Moment at) {
        return switch (at.state()) {
            case SCHEDULED -> earlier(opensAtMs, startsAtMs);
            case GUESSING -> earlier(locksAtMs, startsAtMs);
            case LOCKED -> startsAtMs;
            case COUNTDOWN, REVEALING ->
                    OptionalLong.of(dueOf(at, Math.min(items, at.revealed() + 1)));
            case PAUSED, COMPLETE, ABORTED -> OptionalLong.empty();
        };
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()))
                : one.isPresent() ? one : other;
    }

    private long dueOf(Moment at, int position) {
        return at.startedAtMs().orElseThrow()
                + countdown.toMillis()
                + position * interval.toMillis()
                + at.pausedTotalMs();
    }

    /// When the next coffee is due; empty when there is none, or it is not known.
    OptionalLong nextCoffeeAtMs(Moment at) {
        boolean running = at.state() == State.COUNTDOWN || at.state() == State.REVEALING;
        return running && at.revealed() < items
                ? OptionalLong.of(dueOf(at, at.revealed() + 1))
                : OptionalLong.empty();
    }

    /// What the clock alone does now.
    Optional<Step> due(Moment at, long nowMs) {
        OptionalLong dueAtMs = dueAtMs(at);
        if (dueAtMs.isEmpty() || dueAtMs.getAsLong() > nowMs) {
            return Optional.empty();
        }
        return Optional.of(
                switch (at.state()) {
                    case SCHEDULED ->
                            opensAtMs.isPresent() && opensAtMs.getAsLong() <= nowMs
                                    ? new Step.Opened(at.to(State.GUESSING))
                                    : started(at, startsAtMs.orElseThrow());
                    case GUESSING -> new Step.Locked(at.to(State.LOCKED));
                    case LOCKED -> started(at, startsAtMs.orElseThrow());
                    case COUNTDOWN, REVEALING -> reveal(at, dueAtMs.getAsLong(), nowMs);
                    case PAUSED, COMPLETE, ABORTED -> throw new IllegalStateException("not due");
                });
    }

    private Step reveal(Moment at, long dueMs, long nowMs) {
        if (at.revealed() == items) {
            return new Step.Completed(at.revealed(items, State.COMPLETE, 1), items + 1, dueMs);
        }
        if (nowMs - dueMs <= LATE.toMillis()) {
            return new Step.Revealed(
                    at.revealed(at.revealed() + 1, State.REVEALING, standings ? 2 : 1),
                    at.revealed() + 1,
                    dueMs);
        }
        int through = at.revealed() + 1;
        while (through < items && dueOf(at, through + 1) <= nowMs) {
            through++;
        }
        return new Step.CaughtUp(at.revealed(through, State.REVEALING, 1), at.revealed() + 1);
    }

    private static Step started(Moment at, long startMs) {
        return new Step.Started(
                new Moment(
                        State.COUNTDOWN,
                        at.seq() + 1,
                        0,
                        OptionalLong.of(startMs),
                        0,
                        OptionalLong.empty()));
    }

    Step open(Moment at) {
        require(at.state() == State.SCHEDULED, at, "guessing opens once, before all else");
        return new Step.Opened(at.to(State.GUESSING));
    }

    Step lock(Moment at) {
        require(at.state() == State.GUESSING, at, "there is no guessing to lock");
        return new Step.Locked(at.to(State.LOCKED));
    }

    /// Guessing must be over: whoever starts locks first.
    Step start(Moment at, long nowMs) {
        require(
                at.state() == State.LOCKED || at.state() == State.SCHEDULED,
                at,
                "it starts when guessing is locked, or without any guessing");
        return started(at, nowMs);
    }

    Step pause(Moment at, long nowMs) {
        require(
                at.state() == State.REVEALING && at.revealed() < items,
                at,
                "it is paused between two coffees");
        if (at.seq() > BlindBoxLimits.EVENTS_MAX - BlindBoxLimits.EVENTS_KEPT) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "paused too often", BlindBoxLimits.EVENTS_MAX);
        }
        return new Step.Paused(
                new Moment(
                        State.PAUSED,
                        at.seq() + 1,
                        at.revealed(),
                        at.startedAtMs(),
                        at.pausedTotalMs(),
                        OptionalLong.of(nowMs)));
    }

    /// Goes on with exactly the time that was left.
    Step resume(Moment at, long nowMs) {
        require(at.state() == State.PAUSED, at, "it is not paused");
        long pausedMs = Math.max(0, nowMs - at.pausedAtMs().orElseThrow());
        return new Step.Resumed(
                new Moment(
                        State.REVEALING,
                        at.seq() + 1,
                        at.revealed(),
                        at.startedAtMs(),
                        at.pausedTotalMs() + pausedMs,
                        OptionalLong.empty()));
    }

    /// Voids the guesses. Before the first coffee just so; after it the host must say that this is meant, since finishing is the other way out.
    Step abort(Moment at, boolean voids) {
        require(!at.state().over(), at, "it is over");
        require(
                at.revealed() == 0 || voids,
                at,
                "coffees were revealed: finish it, or say voids: true");
        return new Step.Aborted(at.to(State.ABORTED));
    }

    /// Shows the rest at once.
    Step finish(Moment at, long nowMs) {
        require(
                at.revealed() > 0 && !at.state().over(),
                at,
                "it is finished after the first coffee, and before the last");
        return new Step.Completed(
                at.revealed(items, State.COMPLETE, items - at.revealed() + 1),
                at.revealed() + 1,
                nowMs);
    }

    private static void require(boolean holds, Moment at, String rule) {
        if (!holds) {
            throw RejectedException.of(
                    ErrorCode.CONFLICT, rule + "; it is " + at.state().wireName());
        }
    }
}
