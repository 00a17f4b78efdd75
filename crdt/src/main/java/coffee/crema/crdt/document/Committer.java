package coffee.crema.crdt.document;

import coffee.crema.crdt.AutomergeWorkers.Refused;
import coffee.crema.crdt.AutomergeWorkers.Verdict;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.UnfitChangesException;
import coffee.crema.crdt.document.Intake.Entry;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings changes from the intake into the store, one batch at a time: known bans, the worker's verdict, one transaction. In the document's turn only; what it waits for
/// comes back as a turn.
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final LiveDocument document;
    private final DocumentParts parts;
    private final Intake intake;
    private final NativeCopy nativeCopy;
    private final Refusals refusals;

    private boolean busy;
    private Scheduler.@Nullable Cancellable gathering;
    private long startedNanos;
    private int tries;

    Committer(LiveDocument document, DocumentParts parts, Intake intake, NativeCopy nativeCopy) {
        this.document = document;
        this.parts = parts;
        this.intake = intake;
        this.nativeCopy = nativeCopy;
        this.refusals = new Refusals(document, parts, intake);
        this.startedNanos = parts.time().nanos() - parts.limits.gatherWindow().toNanos();
    }

    boolean isIdle() {
        return !busy && !intake.hasReady();
    }

    /// Something may be ready. What comes after a silence starts at once; otherwise the window since the last start is waited for.
    void wake() {
        if (busy || gathering != null || !intake.hasReady()) {
            return;
        }
        long waitNanos =
                startedNanos + parts.limits.gatherWindow().toNanos() - parts.time().nanos();
        if (waitNanos <= 0) {
            start();
        } else {
            gathering =
                    parts.time()
                            .after(
                                    Duration.ofNanos(waitNanos),
                                    () -> document.inTurn(this::gathered));
        }
    }

    private void gathered() {
        gathering = null;
        if (!busy && intake.hasReady()) {
            start();
        }
    }

    private void start() {
        busy = true;
        startedNanos = parts.time().nanos();
        List<Entry> batch =
                intake.take(parts.limits.batchChangesMax(), parts.limits.batchBytesMax());
        parts.meters.batches.increment();
        parts.meters.batchSize.record(batch.size());
        Set<ChangeHash> unchecked = new HashSet<>();
        for (Entry entry : batch) {
            if (!entry.checked()) {
                unchecked.add(entry.change().hash());
            }
        }
        if (unchecked.isEmpty()) {
            validate(batch);
        } else {
            then(batch, parts.bans.among(unchecked), banned -> withoutBanned(batch, banned));
        }
    }

    private void withoutBanned(List<Entry> batch, Set<ChangeHash> banned) {
        var refused = new HashMap<ChangeHash, Refused.@Nullable Reason>();
        banned.forEach(hash -> refused.put(hash, Refused.Reason.INVALID));
        List<Entry> rest = refusals.without(batch, refused);
        if (rest.isEmpty()) {
            end();
        } else {
            validate(rest);
        }
    }

    private void validate(List<Entry> batch) {
        List<Change> changes = batch.stream().map(Entry::change).toList();
        then(batch, nativeCopy.apply(changes), verdict -> judged(batch, verdict));
    }

    private void judged(List<Entry> batch, Verdict verdict) {
        var refused = new HashMap<ChangeHash, Refused.@Nullable Reason>();
        verdict.refused().forEach(one -> refused.put(one.hash(), one.reason()));
        List<Entry> sound = refusals.without(batch, refused);
        if (sound.isEmpty()) {
            end();
        } else {
            then(sound, document.store(sound), stored -> stored(sound, stored));
        }
    }

    private void stored(List<Entry> batch, List<Stored> added) {
        tries = 0;
        parts.meters.changesStored.increment(added.size());
        parts.meters.commit.record(parts.time().nanos() - startedNanos, TimeUnit.NANOSECONDS);
        intake.settle(batch);
        nativeCopy.stored(batch.stream().map(Entry::change).toList());
        document.committed(batch);
        end();
    }

    private void end() {
        busy = false;
        document.afterBatch();
        wake();
    }

    /// Goes on in the turn; or puts the batch back, for another try.
    private <T> void then(List<Entry> batch, CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((result, failure) ->
                document.inTurn(() -> {
                    if (failure == null) {
                        next.accept(result);
                    } else {
                        failed(batch, failure);
                    }
                }));
    }

    private void failed(List<Entry> batch, @Nullable Throwable failure) {
        nativeCopy.doubt();
        if (StoreBatch.wasTaken(failure)) {
            document.taken();
            abandon(batch);
            return;
        }
        Throwable cause = rootOf(failure);
        if (cause instanceof UnfitChangesException unfit) {
            withoutUnfit(batch, Set.copyOf(unfit.changes()));
            return;
        }
        if (cause instanceof RejectedException refusal && !refusal.code().retryable()) {
            decline(batch, refusal);
            return;
        }
        if (++tries >= parts.limits.retries()) {
            LOG.warn("changes of document {} could not be stored", document.id, failure);
            parts.meters.abandoned.increment();
            abandon(batch);
            return;
        }
        parts.meters.retries.increment();
        parts.time()
                .after(
                        parts.limits.retryAfter(),
                        () ->
                                document.inTurn(() -> {
                                    intake.putBack(batch);
                                    busy = false;
                                    document.afterBatch();
                                    wake();
                                }));
    }

    private static @Nullable Throwable rootOf(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    /// An actor's second change of one number: its sender's copy can never be joined with the others'.
    private void withoutUnfit(List<Entry> batch, Set<ChangeHash> unfit) {
        var reasons = new HashMap<ChangeHash, Refused.@Nullable Reason>();
        unfit.forEach(hash -> reasons.put(hash, null));
        List<Entry> rest = refusals.without(batch, reasons);
        if (rest.isEmpty()) {
            end();
        } else {
            validate(rest);
        }
    }

    /// The document can take no more.
    private void decline(List<Entry> batch, RejectedException refusal) {
        intake.settle(batch);
        var declined = new ArrayList<>(batch);
        declined.addAll(intake.drop(entry -> true));
        for (Entry entry : declined) {
            document.decline(entry.link(), refusal);
        }
        end();
    }

    /// Whoever sent them keeps them, and sends them again when it comes back.
    private void abandon(List<Entry> batch) {
        tries = 0;
        intake.settle(batch);
        var lost = new ArrayList<>(batch);
        lost.addAll(intake.drop(entry -> true));
        for (Entry entry : lost) {
            document.overload(entry.link());
        }
        end();
    }
}
