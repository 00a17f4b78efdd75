package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a document reads from the store: itself when it is opened, what other nodes stored when an event of theirs was missed, and old changes when somebody lacks them. In the
/// document's turn only; what it waits for comes back as a turn.
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);
    private static final int PAGE = 1000;

    /// Old changes are kept so long for others who come back at the same time.
    private static final Duration KEPT = Duration.ofSeconds(5);

    /// @param info empty when there is no such document
    private record Found(
            Optional<DocumentInfo> info, List<Stored> changes, DocumentStore.Stats stats) {}

    private final LiveDocument document;
    private final DocumentParts parts;
    private final Replica replica;
    private final Watch watch;
    private final List<Runnable> afterwards = new ArrayList<>();
    private final List<Runnable> refreshed = new ArrayList<>();

    private boolean done;
    private boolean ended;
    private boolean missed;
    private boolean catchingUp;
    private boolean refilling;
    private int tries;
    private Scheduler.@Nullable Cancellable trimming;

    Loading(LiveDocument document, DocumentParts parts, Replica replica) {
        this.document = document;
        this.parts = parts;
        this.replica = replica;
        this.watch =
                new Watch(
                        parts.hub(),
                        document.id.channel(),
                        parts.time(),
                        () -> document.inTurn(this::load),
                        () -> document.replication().interrupted());
    }

    /// Whether it is known what the store has.
    boolean isDone() {
        return done;
    }

    /// Follows the document's channel first, so that nothing falls between what is read and what is heard.
    void begin() {
        watch.begin();
    }

    void end() {
        ended = true;
        watch.end();
        if (trimming != null) {
            trimming.cancel();
        }
    }

    /// Reads once more what the document is.
    void again() {
        if (done) {
            done = false;
            load();
        }
    }

    void afterwards(Runnable task) {
        afterwards.add(task);
    }

    /// Something was stored while it was read.
    void missed() {
        missed = true;
    }

    private void load() {
        if (ended) {
            return;
        }
        long since = replica.position();
        parts.database()
                .read(tx -> {
                    Optional<DocumentInfo> info = parts.store().find(tx, document.id);
                    List<Stored> changes =
                            since == 0
                                    ? parts.store().load(tx, document.id)
                                    : parts.store().after(tx, document.id, since, PAGE);
                    return new Found(info, changes, parts.store().stats(tx, document.id));
                })
                .whenComplete((found, failure) -> document.inTurn(() -> loaded(found, failure)));
    }

    private void loaded(@Nullable Found found, @Nullable Throwable failure) {
        if (ended) {
            return;
        }
        if (found == null) {
            retry(failure, this::load);
            return;
        }
        tries = 0;
        List<Change> fresh = replica.read(found.changes());
        done = true;
        document.loaded(found.info().orElse(null));
        document.replication().tell(fresh, authors(found.changes()));
        DocumentStore.Stats stats = found.stats();
        parts.services.compactor().grown(document.id, stats.looseChanges(), stats.looseBytes());
        List<Runnable> tasks = List.copyOf(afterwards);
        afterwards.clear();
        tasks.forEach(Runnable::run);
        trimLater();
        missed |= found.changes().size() >= PAGE;
        goOn();
    }

    private void goOn() {
        if (missed) {
            missed = false;
            catchUp();
            return;
        }
        List<Runnable> tasks = List.copyOf(refreshed);
        refreshed.clear();
        tasks.forEach(Runnable::run);
    }

    /// Runs the task when all that is stored by now is here.
    void refresh(Runnable task) {
        refreshed.add(task);
        catchUp();
    }

    /// Reads what was stored after what is here.
    void catchUp() {
        if (!done || document.info() == null) {
            missed |= !done;
            if (done) {
                again();
            }
            return;
        }
        if (catchingUp) {
            missed = true;
            return;
        }
        catchingUp = true;
        parts.meters.rereads.increment();
        readOn();
    }

    private void readOn() {
        long since = replica.position();
        parts.database()
                .read(tx -> parts.store().after(tx, document.id, since, PAGE))
                .whenComplete((rows, failure) -> document.inTurn(() -> caughtUp(rows, failure)));
    }

    private void caughtUp(@Nullable List<Stored> rows, @Nullable Throwable failure) {
        if (ended) {
            return;
        }
        if (rows == null) {
            retry(failure, this::readOn);
            return;
        }
        tries = 0;
        document.replication().tell(replica.read(rows), authors(rows));
        if (rows.size() >= PAGE) {
            readOn();
            return;
        }
        catchingUp = false;
        goOn();
    }

    private static Set<UserId> authors(List<Stored> rows) {
        return rows.stream().map(Stored::author).collect(Collectors.toSet());
    }

    /// Reads the chunks that were let go; then what is owed is sent.
    void refill() {
        if (refilling) {
            return;
        }
        refilling = true;
        readAll();
    }

    private void readAll() {
        parts.database()
                .read(tx -> parts.store().load(tx, document.id))
                .whenComplete((rows, failure) -> document.inTurn(() -> refilled(rows, failure)));
    }

    private void refilled(@Nullable List<Stored> rows, @Nullable Throwable failure) {
        if (ended) {
            return;
        }
        if (rows == null) {
            retry(failure, this::readAll);
            return;
        }
        tries = 0;
        replica.refill(rows);
        refilling = false;
        if (replica.holdsAll()) {
            document.links().serveAll();
        } else {
            LOG.error("the store has lost changes of document {}", document.id);
            document.links().giveUpOwed();
        }
        trimLater();
    }

    /// What waits for an answer is closed after some tries, and comes back; it is tried on.
    private void retry(@Nullable Throwable failure, Runnable task) {
        parts.meters.retries.increment();
        if (++tries == parts.limits.retries()) {
            LOG.warn("document {} cannot be read", document.id, failure);
            document.links().giveUpOwed();
        }
        parts.time()
                .after(
                        parts.limits.retryAfter(),
                        () ->
                                document.inTurn(() -> {
                                    if (!ended) {
                                        task.run();
                                    }
                                }));
    }

    /// Lets go of old changes, unless they were read just now.
    void keepInBounds() {
        if (trimming == null && replica.heldBytes() > 2L * parts.limits.cachedBytesMax()) {
            trimLater();
        }
    }

    private void trimLater() {
        if (trimming == null) {
            trimming =
                    parts.time()
                            .after(
                                    KEPT,
                                    () ->
                                            document.inTurn(() -> {
                                                trimming = null;
                                                replica.letGo(
                                                        refilling
                                                                ? Long.MAX_VALUE
                                                                : parts.limits.cachedBytesMax());
                                            }));
        }
    }

    CompletionStage<Optional<DocumentInfo>> info() {
        return parts.database().read(tx -> parts.store().find(tx, document.id));
    }

    /// For a worker that does not have the document. Any thread.
    CompletionStage<List<byte[]>> history() {
        var chunks = new CompletableFuture<List<byte[]>>();
        document.inTurn(() -> {
            if (replica.holdsAll()) {
                chunks.complete(replica.all());
            } else {
                parts.database()
                        .read(tx -> parts.store().load(tx, document.id))
                        .whenComplete((rows, failure) -> {
                            if (rows == null) {
                                chunks.completeExceptionally(failure);
                            } else {
                                chunks.complete(
                                        rows.stream().map(row -> row.change().chunk()).toList());
                            }
                        });
            }
        });
        return chunks;
    }
}
