package coffee.crema.realtime.store;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings committed events to the broker: at once those of this node, and after a while those that dead nodes left behind.
///
/// **Order.** The events of one channel and node are published in their order, also over an absence of the broker: one of them is under way at a time. **Once** for
/// members: each row has one idempotency key, so a row that is published again (another node took over, the removal failed) appends nothing as long as the broker
/// remembers keys. **Bounds.** Beyond {@link OutboxLimits} rows wait in the table only, and are read from there, in order, when what is held has been published.
///
/// **Not promised.** Order between rows of different nodes, or after a row that the broker refuses again and again: that one is given up, counted and logged.
///
/// **Threading.** Any thread; nothing blocks. All state belongs to {@link Turns}.
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final Broker broker;
    private final Scheduler time;
    private final OutboxLimits limits;
    private final RelayMeters meters;
    private final Turns turns = new Turns(this::pump);
    private final OutboxFeed own;
    private final OutboxTakeover takeover;
    private final Deque<OutboxFeed.Line> ready = new ArrayDeque<>();
    private int underWay;
    private boolean waitingForBroker;
    private boolean closed;
    private volatile int held;

    /// Takes no effect before {@link #start}.
    ///
    /// @param random spreads the sweeps of nodes over time
    public OutboxRelay(
            Outbox outbox,
            Broker broker,
            NodeDirectory directory,
            Scheduler time,
            RandomGenerator random,
            OutboxLimits limits,
            MeterRegistry registry) {
        this.outbox = outbox;
        this.broker = broker;
        this.time = time;
        this.limits = limits;
        this.meters = new RelayMeters(registry);
        // Rows may have been written before the relay listens: begin by reading.
        this.own = new OutboxFeed(outbox.self(), true);
        this.takeover =
                new OutboxTakeover(
                        outbox, directory, time, random, limits, turns, meters, own, this::readOn);
        Gauge.builder("crema.outbox.held", this, relay -> relay.held)
                .description("rows in memory: waiting, under way, or not yet removed")
                .register(registry);
    }

    /// Begins; blocks nobody.
    public void start() {
        outbox.listen(
                new Outbox.Listener() {
                    @Override
                    public void committed(List<Outbox.Row> rows) {
                        turns.take(() -> keep(rows));
                    }

                    @Override
                    public void uncertain() {
                        turns.take(own::fallBehind);
                    }
                });
        turns.take(() -> readOn(own));
        takeover.start(broker::available);
    }

    /// Whether all that this node holds has been published and removed: for a node that stops.
    public boolean isIdle() {
        return held == 0;
    }

    /// Publishes nothing more; what is left is for other nodes, or for the next start. Close it before the database.
    @Override
    public void close() {
        turns.take(() -> {
            closed = true;
            takeover.close();
            ready.clear();
            takeover.feeds().forEach(this::removeNow);
            removeNow(own);
        });
    }

    private void keep(List<Outbox.Row> rows) {
        if (own.isBehind() || !own.hasRoom(limits.rowsMax(), limits.bytesMax())) {
            if (!own.isBehind()) {
                LOG.warn("the outbox holds {} events: more wait in the table", own.heldRows());
            }
            meters.left.increment(rows.size());
            own.fallBehind();
        } else {
            ready.addAll(own.add(rows));
        }
    }

    /// After every turn: publishes as much as may be under way, and reads what comes next.
    private void pump() {
        while (!closed && underWay < limits.underWayMax() && !ready.isEmpty()) {
            if (!broker.available()) {
                waitForBroker();
                break;
            }
            publish(ready.remove());
        }
        readOn(own);
        takeover.feeds().forEach(this::readOn);
        held = own.heldRows() + takeover.feeds().stream().mapToInt(OutboxFeed::heldRows).sum();
    }

    private void waitForBroker() {
        if (!waitingForBroker) {
            waitingForBroker = true;
            later(limits.retry(), () -> waitingForBroker = false);
        }
    }

    private void publish(OutboxFeed.Line line) {
        Outbox.Row row = line.first();
        underWay++;
        CompletionStage<Position> stage;
        try {
            stage = broker.publish(row.channel(), row.event(), row.idempotencyKey());
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((position, failure) -> turns.take(() -> answered(line, failure)));
    }

    private void answered(OutboxFeed.Line line, @Nullable Throwable failure) {
        underWay--;
        if (failure == null) {
            meters.published.increment();
            advance(line);
            return;
        }
        meters.retries.increment();
        int failures = line.failed();
        if (isUnavailable(failure) || failures < limits.refusalsMax()) {
            later(limits.retry(), () -> ready.add(line));
        } else {
            meters.givenUp.increment();
            LOG.error(
                    "the broker refuses an event of {} named {}: it is given up",
                    line.first().channel(),
                    line.first().event().name(),
                    failure);
            advance(line);
        }
    }

    private void advance(OutboxFeed.Line line) {
        if (line.advance()) {
            ready.add(line);
        }
        OutboxFeed feed = line.feed();
        if (feed.isBehind() && feed.hasNothingToPublish()) {
            // The next page is read when these are gone: do not gather.
            removeNow(feed);
        } else if (feed.planRemoval()) {
            later(limits.removeAfter(), () -> removeNow(feed));
        }
    }

    private void removeNow(OutboxFeed feed) {
        List<Outbox.Row> rows = feed.startRemoving(limits.pageRows());
        if (rows.isEmpty()) {
            return;
        }
        outbox.remove(rows)
                .whenComplete((nothing, failure) ->
                        turns.take(() -> removed(feed, rows, failure == null)));
    }

    private void removed(OutboxFeed feed, List<Outbox.Row> rows, boolean gone) {
        feed.removed(rows, gone);
        if (gone) {
            removeNow(feed);
            takeover.releaseIfDone(feed);
        } else if (feed.planRemoval()) {
            later(limits.retry(), () -> removeNow(feed));
        }
    }

    private void readOn(OutboxFeed feed) {
        if (closed || !feed.startReading()) {
            return;
        }
        outbox.oldest(feed.node(), limits.pageRows())
                .whenComplete((rows, failure) -> turns.take(() -> read(feed, rows)));
    }

    private void read(OutboxFeed feed, @Nullable List<Outbox.Row> rows) {
        if (rows == null) {
            later(limits.retry(), feed::mayReadAgain);
            return;
        }
        ready.addAll(feed.read(rows, rows.size() < limits.pageRows()));
        takeover.releaseIfDone(feed);
    }

    private void later(Duration delay, Runnable step) {
        var _ = time.after(delay, () -> turns.take(step));
    }

    private static boolean isUnavailable(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof BrokerUnavailableException;
    }
}
