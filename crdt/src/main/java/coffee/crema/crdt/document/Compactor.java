package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.DocumentStore.Stats;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the logs of documents short: when what is loose has outgrown the snapshot, a new snapshot takes its place. So a log is read as one row and a few, and a document of any
/// size is packed again only after it has doubled.
///
/// Every node may compact every document. Two that do so at once do no harm; the lot that decides when makes it rare.
///
/// **Threading.** Any thread; nothing blocks. Packing runs on the executor that was given, SQL on the store's threads.
public final class Compactor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    /// What came of one look at a document.
    private enum Outcome {
        DONE,
        NOT_DUE,
        /// Another node was first.
        LATE
    }

    /// New since the document was looked at.
    private record Growth(long changes, long bytes) {
        Growth and(long moreChanges, long moreBytes) {
            return new Growth(changes + moreChanges, bytes + moreBytes);
        }
    }

    private final Database database;
    private final DocumentStore store;
    private final Scheduler scheduler;
    private final Executor packing;
    private final RandomGenerator random;
    private final CompactorSettings settings;
    private final Counter done;
    private final Counter late;
    private final Counter failed;
    private final Counter refused;
    private final Counter forgotten;

    /// All four guarded by this.
    private final Map<DocumentId, Growth> growing = new LinkedHashMap<>();

    private final ArrayDeque<DocumentId> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean closed;

    public Compactor(
            Database database,
            DocumentStore store,
            Scheduler scheduler,
            Executor packing,
            RandomGenerator random,
            CompactorSettings settings,
            MeterRegistry meters) {
        this.database = database;
        this.store = store;
        this.scheduler = scheduler;
        this.packing = packing;
        this.random = random;
        this.settings = settings;
        this.done = meters.counter("crema.documents.compactions", "outcome", "done");
        this.late = meters.counter("crema.documents.compactions", "outcome", "late");
        this.failed = meters.counter("crema.documents.compactions", "outcome", "failed");
        this.refused = meters.counter("crema.documents.compactions.refused");
        this.forgotten = meters.counter("crema.documents.compactions.forgotten");
        Gauge.builder("crema.documents.compactions.waiting", this, Compactor::waitingNow)
                .register(meters);
    }

    /// Changes of a document were stored, or found loose when it was opened.
    ///
    /// @param bytes of their chunks
    public void grown(DocumentId id, long changes, long bytes) {
        Duration delay;
        synchronized (this) {
            if (closed || !isWorthALook(id, changes, bytes)) {
                return;
            }
            growing.remove(id);
            delay = Duration.ofMillis(random.nextLong(settings.delayMax().toMillis()));
        }
        scheduler.after(delay, () -> enqueue(id));
    }

    private boolean isWorthALook(DocumentId id, long changes, long bytes) {
        Growth growth =
                Optional.ofNullable(growing.remove(id))
                        .orElseGet(() -> new Growth(0, 0))
                        .and(changes, bytes);
        if (growth.changes() >= settings.changesFloor()
                || growth.bytes() >= settings.bytesFloor()) {
            return true;
        }
        // Put last: the first one is the one that has not grown for the longest time.
        growing.put(id, growth);
        if (growing.size() > settings.watchedMax()) {
            growing.remove(growing.keySet().iterator().next());
            forgotten.increment();
        }
        return false;
    }

    private void enqueue(DocumentId id) {
        synchronized (this) {
            if (closed || waiting.contains(id)) {
                return;
            }
            if (waiting.size() == settings.waitingMax()) {
                refused.increment();
                return;
            }
            waiting.add(id);
        }
        startNext();
    }

    private void startNext() {
        DocumentId next;
        synchronized (this) {
            if (closed || underWay == settings.atOnceMax() || waiting.isEmpty()) {
                return;
            }
            next = waiting.remove();
            underWay++;
        }
        compact(next)
                .whenComplete((outcome, failure) -> {
                    count(outcome, failure);
                    synchronized (this) {
                        underWay--;
                    }
                    if (outcome == Outcome.DONE) {
                        // Until it is not due: one snapshot takes in so many changes only.
                        enqueue(next);
                    }
                    startNext();
                });
    }

    private void count(Outcome outcome, @Nullable Throwable failure) {
        if (failure != null) {
            failed.increment();
            LOG.warn("a document was not compacted: {}", failure.toString());
            return;
        }
        switch (outcome) {
            case DONE -> done.increment();
            case LATE -> late.increment();
            case NOT_DUE -> {}
        }
    }

    /// Reads, packs without a transaction, and puts it in place.
    private CompletionStage<Outcome> compact(DocumentId id) {
        return database.read(tx ->
                        isDue(store.stats(tx, id))
                                ? store.uncompacted(tx, id, settings.changesMax())
                                : Optional.<DocumentStore.Uncompacted>empty())
                .thenCompose(due ->
                        due.map(this::compact)
                                .orElseGet(
                                        () -> CompletableFuture.completedStage(Outcome.NOT_DUE)));
    }

    private CompletionStage<Outcome> compact(DocumentStore.Uncompacted due) {
        return CompletableFuture.supplyAsync(due::pack, packing)
                .thenCompose(snapshot ->
                        database.write(
                                snapshot.document().value(), tx -> store.compact(tx, snapshot)))
                .thenApply(first -> first ? Outcome.DONE : Outcome.LATE);
    }

    private boolean isDue(Stats stats) {
        long packedBytes = stats.bytes() - stats.looseBytes();
        return (stats.looseChanges() >= settings.changesFloor()
                        || stats.looseBytes() >= settings.bytesFloor())
                && stats.looseBytes() >= packedBytes;
    }

    private synchronized double waitingNow() {
        return waiting.size() + underWay;
    }

    /// Begins no more. What is under way ends by itself, or is undone with its transaction.
    @Override
    public synchronized void close() {
        closed = true;
        growing.clear();
        waiting.clear();
    }
}
