package coffee.crema.realtime.store;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings committed events to the broker: at once those of this node, and after a while those that other nodes left behind.
///
/// **Order.** One event of a channel is under way at a time, so those of one node keep their order, also after the broker was away. **Exactly once** for
/// members: the row's id is the idempotency key. **Bounds.** At most {@link #ROWS_MAX} rows are held; beyond that they wait in the table, and nothing new is taken
/// past them.
///
/// **Threading.** Any thread; nothing blocks. State is guarded by this object's lock, which is not held while calling out.
public final class OutboxRelay implements AutoCloseable {
    /// Rows held in memory.
    static final int ROWS_MAX = 10_000;

    /// Rows taken over at once.
    static final int TAKE_MAX = 500;

    static final Duration SWEEP = Duration.ofSeconds(1);
    static final Duration RETRY = Duration.ofMillis(250);
    static final Duration REMOVE = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final Broker broker;
    private final Scheduler scheduler;
    private final Counter published;
    private final Counter takenOver;
    private final Counter retries;
    private final Counter spills;

    private final Map<ChannelName, Deque<Outbox.Row>> waiting = new HashMap<>();
    private final Set<Long> held = new HashSet<>();
    private final List<Long> done = new ArrayList<>();
    private boolean spilling;
    private boolean removing;
    private boolean sweeping;
    private boolean closed;
    private @Nullable String database;
    private Scheduler.@Nullable Cancellable sweep;

    public OutboxRelay(Outbox outbox, Broker broker, Scheduler scheduler, MeterRegistry meters) {
        this.outbox = outbox;
        this.broker = broker;
        this.scheduler = scheduler;
        this.published = Counter.builder("crema.outbox.published").register(meters);
        this.takenOver =
                Counter.builder("crema.outbox.taken.over")
                        .description("rows whose node died or did not manage")
                        .register(meters);
        this.retries = Counter.builder("crema.outbox.retries").register(meters);
        this.spills =
                Counter.builder("crema.outbox.spills")
                        .description("rows left to the table because too many were held")
                        .register(meters);
        Gauge.builder("crema.outbox.held", this, OutboxRelay::heldCount).register(meters);
    }

    /// Begins; blocks nobody. What is committed from here on is published.
    public synchronized void start() {
        outbox.onCommitted(this::committed);
        sweep = scheduler.every(SWEEP, this::sweep);
    }

    /// Whether all that was handed over has been published: for a node that stops.
    public synchronized boolean isIdle() {
        return held.isEmpty();
    }

    /// Takes nothing over any more. What is held goes on.
    @Override
    public synchronized void close() {
        closed = true;
        if (sweep != null) {
            sweep.cancel();
        }
    }

    private synchronized int heldCount() {
        return held.size();
    }

    private void committed(List<Outbox.Row> rows) {
        synchronized (this) {
            if (spilling || held.size() + rows.size() > ROWS_MAX) {
                // The sweep will find them, in order, when what is held has been published.
                spilling = true;
                spills.increment(rows.size());
                return;
            }
        }
        hold(rows);
    }

    private void hold(List<Outbox.Row> rows) {
        List<ChannelName> toStart = new ArrayList<>();
        synchronized (this) {
            for (Outbox.Row row : rows) {
                if (!held.add(row.id())) {
                    continue;
                }
                Deque<Outbox.Row> queue = waiting.get(row.channel());
                if (queue == null) {
                    queue = new ArrayDeque<>();
                    waiting.put(row.channel(), queue);
                    toStart.add(row.channel());
                }
                queue.add(row);
            }
        }
        toStart.forEach(this::publishNext);
    }

    /// Goes on in this loop as long as the broker answers at once, so that a long queue does not become a deep stack.
    private void publishNext(ChannelName channel) {
        for (Outbox.Row row = first(channel); row != null; row = first(channel)) {
            CompletableFuture<Position> stage = publish(row);
            if (!stage.isDone() || stage.isCompletedExceptionally()) {
                Outbox.Row underWay = row;
                var _ = stage.whenComplete((position, failure) -> answered(underWay, failure));
                return;
            }
            publishedNow(row);
        }
    }

    private void answered(Outbox.Row row, @Nullable Throwable failure) {
        if (failure == null) {
            publishedNow(row);
            publishNext(row.channel());
        } else {
            retries.increment();
            var _ = scheduler.after(RETRY, () -> publishNext(row.channel()));
        }
    }

    private CompletableFuture<Position> publish(Outbox.Row row) {
        return databaseName()
                .thenCompose(name ->
                        broker.publish(
                                row.channel(), row.event(), "outbox/" + name + "/" + row.id()))
                .toCompletableFuture();
    }

    private synchronized Outbox.@Nullable Row first(ChannelName channel) {
        Deque<Outbox.Row> queue = waiting.get(channel);
        Outbox.Row row = queue == null ? null : queue.peek();
        if (row == null) {
            waiting.remove(channel);
        }
        return row;
    }

    private void publishedNow(Outbox.Row row) {
        published.increment();
        synchronized (this) {
            Deque<Outbox.Row> queue = waiting.get(row.channel());
            if (queue != null) {
                queue.poll();
            }
            done.add(row.id());
            if (removing) {
                return;
            }
            removing = true;
        }
        var _ = scheduler.after(REMOVE, this::removeDone);
    }

    /// Rows stay held until they are gone from the table, so that the sweep does not find them again.
    private void removeDone() {
        List<Long> ids;
        synchronized (this) {
            ids = List.copyOf(done.subList(0, Math.min(done.size(), TAKE_MAX)));
            done.subList(0, ids.size()).clear();
        }
        outbox.remove(ids)
                .whenComplete((nothing, failure) -> {
                    boolean again;
                    synchronized (this) {
                        if (failure == null) {
                            ids.forEach(held::remove);
                        } else {
                            done.addAll(ids);
                        }
                        again = !done.isEmpty();
                        removing = again;
                    }
                    if (again) {
                        var _ = scheduler.after(failure == null ? REMOVE : RETRY, this::removeDone);
                    }
                });
    }

    private void sweep() {
        synchronized (this) {
            if (sweeping || closed || held.size() + TAKE_MAX > ROWS_MAX) {
                return;
            }
            sweeping = true;
        }
        outbox.takeOver(TAKE_MAX)
                .whenComplete((rows, failure) -> {
                    synchronized (this) {
                        sweeping = false;
                        if (failure == null && rows.size() < TAKE_MAX && held.isEmpty()) {
                            spilling = false;
                        }
                    }
                    if (failure != null) {
                        LOG.debug("could not look for rows left behind: {}", failure.toString());
                    } else if (!rows.isEmpty()) {
                        takenOver.increment(rows.size());
                        hold(rows);
                    }
                });
    }

    private CompletionStage<String> databaseName() {
        synchronized (this) {
            if (database != null) {
                return CompletableFuture.completedFuture(database);
            }
        }
        return outbox.databaseName()
                .thenApply(name -> {
                    synchronized (this) {
                        database = name;
                    }
                    return name;
                });
    }
}
