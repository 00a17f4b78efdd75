package coffee.crema.tastings.session;

import java.util.OptionalLong;

/// Where a session is on the server's clock. From this and the time alone follows what is due next, so any node can carry it on.
///
/// @param flight the current or next one, from 0; the last one after the flights
/// @param seq rises with every change of the moment: who changes it names the one that it has seen
/// @param startedAtMs when the step began, Unix milliseconds, pauses taken out
/// @param dueAtMs when its time is over; empty for no end. While paused, as it was when the pause began
/// @param pausedAtMs since when it is paused
/// @param told whether it was told that the time is over
public record Moment(
        Step step,
        int flight,
        long seq,
        long startedAtMs,
        OptionalLong dueAtMs,
        OptionalLong pausedAtMs,
        boolean told) {

    /// What is left of the step's time in milliseconds; 0 when it is over; empty for no end.
    public OptionalLong remainingMs(long nowMs) {
        if (dueAtMs.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(0, dueAtMs.getAsLong() - pausedAtMs.orElse(nowMs)));
    }

    public boolean paused() {
        return pausedAtMs.isPresent();
    }
}
