package coffee.crema.server.operation;

import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the clients of this node elsewhere before it stops: readiness goes off, and each socket is told a moment of its own to leave, so that the
/// others are not stormed. One that has not left a little after its moment is closed with `draining`.
///
/// **Threading.** Any thread; does not block.
@Singleton
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /// From a socket's moment until it is closed.
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /// For the closing handshakes of the last sockets.
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private static final Duration CHECK = Duration.ofMillis(50);

    private final Settings.Drain settings;
    private final Scheduler scheduler;
    private final LiveSockets sockets;
    private final MeterRegistry meters;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean draining;

    /// What a client is told.
    ///
    /// @param reconnectAfterMs its moment, from now
    /// @param deadlineMs when the socket is closed, Unix milliseconds
    record Notice(long reconnectAfterMs, long deadlineMs) {}

    Drain(Settings settings, Scheduler scheduler, LiveSockets sockets, MeterRegistry meters) {
        this.settings = settings.drain();
        this.scheduler = scheduler;
        this.sockets = sockets;
        this.meters = meters;
    }

    public boolean isDraining() {
        return draining;
    }

    /// Begins, or answers the one that has begun.
    ///
    /// @return completes when no socket is left, or its time is over
    public synchronized CompletableFuture<Void> begin() {
        if (!draining) {
            draining = true;
            LOG.info("draining: not ready from now on");
            scheduler.after(settings.delay(), this::tellAll);
        }
        return done;
    }

    private void tellAll() {
        var all = new ArrayList<Connection>(sockets.drain(late -> tell(late, Duration.ZERO)));
        Collections.shuffle(all);
        LOG.info("draining: {} sockets to move within {}", all.size(), settings.spread());
        for (int i = 0; i < all.size(); i++) {
            tell(all.get(i), settings.spread().multipliedBy(i).dividedBy(all.size()));
        }
        long endNanos = settings.spread().plus(MARGIN).plus(CLOSING).toNanos();
        awaitEmpty(scheduler.nanos() + endNanos);
    }

    private void tell(Connection connection, Duration moment) {
        Duration end = moment.plus(MARGIN);
        connection.send(
                new ServerMessage.Notice(
                        "drain",
                        new Notice(
                                moment.toMillis(), scheduler.instant().plus(end).toEpochMilli())));
        meters.counter("crema.drain.told").increment();
        scheduler.after(end, () -> closeIfStillHere(connection));
    }

    private void closeIfStillHere(Connection connection) {
        if (connection.isOpen()) {
            meters.counter("crema.drain.closed").increment();
            connection.close(CloseCode.DRAINING);
        }
    }

    private void awaitEmpty(long endNanos) {
        if (sockets.isEmpty() || scheduler.nanos() - endNanos >= 0) {
            done.complete(null);
        } else {
            scheduler.after(CHECK, () -> awaitEmpty(endNanos));
        }
    }
}
