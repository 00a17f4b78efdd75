package coffee.crema.realtime.connection;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.connection.ConnectionAnswer.TokenExpiring;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells a connection that its token ends, and closes it when no new one comes. On the connection's loop only.
final class TokenWatch {

    /// The clock of durations has nanoseconds in a long.
    private static final Duration FAR = Duration.ofDays(10_000);

    private static final Instant LATEST = Instant.ofEpochMilli((1L << 53) - 1);

    private final LiveConnection connection;
    private final Scheduler time;
    private final RealtimeLimits.Tokens limits;
    private Scheduler.@Nullable Cancellable timer;

    TokenWatch(LiveConnection connection, Scheduler time, RealtimeLimits.Tokens limits) {
        this.connection = connection;
        this.time = time;
        this.limits = limits;
    }

    /// Begins anew with the connection's present token.
    void restart() {
        stop();
        Instant end = connection.principal().expiresAt();
        timer = onLoop(until(end).minus(limits.notice()), () -> warn(end));
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void warn(Instant end) {
        if (!end.equals(connection.principal().expiresAt())) {
            return;
        }
        long graceMs = limits.grace().toMillis();
        connection.send(
                new ServerMessage.Notice(
                        "token-expiring", new TokenExpiring(epochMs(end), graceMs)));
        timer = onLoop(until(end).plus(limits.grace()), () -> end(end));
    }

    private void end(Instant end) {
        if (end.equals(connection.principal().expiresAt())) {
            connection.close(CloseCode.TOKEN_EXPIRED);
        }
    }

    /// As clients read it: a token without an end has the largest number that they can hold.
    static long epochMs(Instant end) {
        return end.isAfter(LATEST) ? LATEST.toEpochMilli() : end.toEpochMilli();
    }

    private Scheduler.Cancellable onLoop(Duration delay, Runnable task) {
        Duration positive = delay.isNegative() ? Duration.ZERO : delay;
        return time.after(positive, () -> connection.socket().loop().execute(task));
    }

    private Duration until(Instant end) {
        Instant now = time.instant();
        return end.isAfter(now.plus(FAR)) ? FAR : Duration.between(now, end);
    }
}
