package coffee.crema.server.operation;

import coffee.crema.crdt.sync.SyncDoor;
import coffee.crema.realtime.connection.Connections;
import coffee.crema.realtime.store.OutboxRelay;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.server.config.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the clients of this node elsewhere before it stops: readiness goes off, load balancers get their time to notice, each client gets a slot of its own to
/// leave, and what was committed is published.
///
/// **Threading.** Any thread; does not block.
@Singleton
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /// How long a committed event may take to be published; another node takes over what is left.
    private static final Duration OUTBOX_WAIT = Duration.ofSeconds(5);

    private static final Duration OUTBOX_CHECK = Duration.ofMillis(20);

    private final Settings.Drain settings;
    private final Scheduler scheduler;
    private final Connections connections;
    private final SyncDoor documents;
    private final OutboxRelay outbox;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean draining;

    Drain(
            Settings settings,
            Scheduler scheduler,
            Connections connections,
            SyncDoor documents,
            OutboxRelay outbox) {
        this.settings = settings.drain();
        this.scheduler = scheduler;
        this.connections = connections;
        this.documents = documents;
        this.outbox = outbox;
    }

    public boolean isDraining() {
        return draining;
    }

    /// Begins, or answers the one that has begun.
    ///
    /// @return completes when no socket is left and nothing waits to be published, or the time for that is over
    public synchronized CompletableFuture<Void> begin() {
        if (!draining) {
            draining = true;
            LOG.info("draining: not ready from now on");
            scheduler.after(settings.delay(), this::moveClients);
        }
        return done;
    }

    private void moveClients() {
        LOG.info(
                "draining: {} sockets to move in {}",
                connections.count() + documents.count(),
                settings.spread());
        CompletionStage<Void> editors = documents.drain(settings.spread());
        connections
                .drain(settings.spread())
                .thenCompose(_ -> editors)
                .whenComplete((moved, failed) -> flush(scheduler.nanos() + OUTBOX_WAIT.toNanos()));
    }

    private void flush(long endNanos) {
        boolean late = scheduler.nanos() - endNanos >= 0;
        if (late || (connections.count() == 0 && documents.count() == 0 && outbox.isIdle())) {
            LOG.info("drained{}", late ? ", and something was left behind" : "");
            done.complete(null);
        } else {
            scheduler.after(OUTBOX_CHECK, () -> flush(endNanos));
        }
    }
}
