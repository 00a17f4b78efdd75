package coffee.crema.blindbox;

import java.util.OptionalLong;

/// Where a reveal is on the server's clock. From this and the time alone follows what is due next, so any node can carry it on.
///
/// @param seq number of the newest event that was told of it; rises with each: who changes the moment names the one that it has seen
/// @param revealed how many coffees are revealed
/// @param startedAtMs T0: when the countdown began, Unix milliseconds
/// @param pausedTotalMs all pauses that are over
/// @param pausedAtMs since when it is paused
public record Moment(
        State state,
        long seq,
        int revealed,
        OptionalLong startedAtMs,
        long pausedTotalMs,
        OptionalLong pausedAtMs) {

    static Moment scheduled() {
        return new Moment(State.SCHEDULED, 1, 0, OptionalLong.empty(), 0, OptionalLong.empty());
    }

    Moment to(State next) {
        return new Moment(next, seq + 1, revealed, startedAtMs, pausedTotalMs, pausedAtMs);
    }

    /// @param events how many are told
    Moment revealed(int count, State next, int events) {
        return new Moment(
                next, seq + events, count, startedAtMs, pausedTotalMs, OptionalLong.empty());
    }
}
