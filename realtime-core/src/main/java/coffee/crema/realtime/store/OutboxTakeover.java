package coffee.crema.realtime.store;

import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks from time to time for rows that their node does not see to, and takes them over.
///
/// Used in the turns of the relay, `start` excepted.
final class OutboxTakeover {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxTakeover.class);

    private final Outbox outbox;
    private final NodeDirectory directory;
    private final Scheduler time;
    private final RandomGenerator random;
    private final OutboxLimits limits;
    private final Turns turns;
    private final RelayMeters meters;
    private final OutboxFeed own;
    private final Consumer<OutboxFeed> opened;
    private final Map<NodeId, OutboxFeed> feeds = new HashMap<>();
    private Scheduler.@Nullable Cancellable next;
    private boolean looking;
    private boolean closed;

    OutboxTakeover(
            Outbox outbox,
            NodeDirectory directory,
            Scheduler time,
            RandomGenerator random,
            OutboxLimits limits,
            Turns turns,
            RelayMeters meters,
            OutboxFeed own,
            Consumer<OutboxFeed> opened) {
        this.outbox = outbox;
        this.directory = directory;
        this.time = time;
        this.random = random;
        this.limits = limits;
        this.turns = turns;
        this.meters = meters;
        this.own = own;
        this.opened = opened;
    }

    /// @param canPublish whether there is any use in taking over
    void start(BooleanSupplier canPublish) {
        directory.listen(
                new NodeDirectory.Listener() {
                    @Override
                    public void joined(NodeId node) {}

                    @Override
                    public void gone(NodeId node) {
                        turns.take(() -> look(canPublish));
                    }
                });
        turns.take(() -> sweep(canPublish));
    }

    Collection<OutboxFeed> feeds() {
        return feeds.values();
    }

    void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }

    void releaseIfDone(OutboxFeed feed) {
        if (feed.isDone() && feeds.remove(feed.node(), feed)) {
            outbox.release(feed.node())
                    .whenComplete((nothing, failure) -> say("give rows back", failure));
        }
    }

    private void sweep(BooleanSupplier canPublish) {
        look(canPublish);
        double spread = 0.75 + random.nextDouble() / 2;
        var wait = Duration.ofNanos((long) (limits.sweep().toNanos() * spread));
        next = time.after(wait, () -> turns.take(() -> sweep(canPublish)));
    }

    private void look(BooleanSupplier canPublish) {
        if (closed || looking || !canPublish.getAsBoolean()) {
            return;
        }
        looking = true;
        outbox.shares().whenComplete((shares, failure) -> turns.take(() -> found(shares, failure)));
    }

    private void found(@Nullable List<Outbox.Share> shares, @Nullable Throwable failure) {
        looking = false;
        say("look for rows left behind", failure);
        if (shares == null || closed) {
            return;
        }
        var alive = directory.alive();
        for (Outbox.Share share : shares) {
            long ageMs = time.millis() - share.oldestAtMs();
            if (share.node().equals(outbox.self())) {
                checkOwn(share, ageMs);
            } else if (share.keeper().equals(outbox.self())) {
                open(share.node());
            } else if (feeds.size() < limits.takenOverMax()
                    && !feeds.containsKey(share.node())
                    && ageMs >= patience(alive.contains(share.keeper())).toMillis()) {
                takeOver(share);
            }
        }
    }

    private Duration patience(boolean alive) {
        return alive ? limits.neglectedAfter() : limits.orphanedAfter();
    }

    /// A commit whose outcome was unknown may have come through late.
    private void checkOwn(Outbox.Share share, long ageMs) {
        if (ageMs >= limits.orphanedAfter().toMillis()
                && !own.isBehind()
                && !own.holds(share.oldestSequence())) {
            own.fallBehind();
        }
    }

    private void takeOver(Outbox.Share share) {
        outbox.takeOver(share.node(), share.keeper())
                .whenComplete((won, failure) -> {
                    say("take over rows", failure);
                    if (failure == null && won) {
                        turns.take(() -> tookOver(share));
                    }
                });
    }

    private void tookOver(Outbox.Share share) {
        LOG.info("publishing the events that {} left behind", share.node());
        meters.takenOver.increment();
        open(share.node());
    }

    private void open(NodeId node) {
        if (!closed && !feeds.containsKey(node)) {
            var feed = new OutboxFeed(node, true);
            feeds.put(node, feed);
            opened.accept(feed);
        }
    }

    private static void say(String what, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("could not {}: {}", what, failure.toString());
        }
    }
}
