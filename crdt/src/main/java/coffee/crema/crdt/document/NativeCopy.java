package coffee.crema.crdt.document;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What a worker knows of a document, and what it has still to be told: changes that came from other nodes. In the document's turn only.
final class NativeCopy {
    private final DocumentId id;
    private final AutomergeWorkers workers;
    private final AutomergeWorkers.History history;

    /// A worker may hold the document.
    private boolean held;

    /// Stored by other nodes since the worker was told last.
    private List<Change> untold = new ArrayList<>();

    /// A call failed, and it is not known what the worker took of it.
    private volatile boolean uncertain;

    private CompletionStage<?> last = CompletableFuture.completedStage(null);

    private long calls;

    /// Which call brought the newest changes that are not stored yet.
    private long applied;

    NativeCopy(DocumentId id, AutomergeWorkers workers, AutomergeWorkers.History history) {
        this.id = id;
        this.workers = workers;
        this.history = history;
    }

    /// Changes came from elsewhere, already validated there.
    void missed(List<Change> stored) {
        if (!held) {
            return; // it will be loaded with them
        }
        untold.addAll(stored);
        if (untold.size() > DocumentLimits.UNAPPLIED_MAX) {
            forget();
        }
    }

    CompletionStage<AutomergeWorkers.Verdict> apply(List<Change> changes) {
        if (uncertain) {
            uncertain = false;
            forget();
        }
        var all = new ArrayList<Change>(untold);
        all.addAll(changes);
        untold = new ArrayList<>();
        held = true;
        var verdicts = next(() -> workers.apply(id, history, all));
        applied = calls;
        return verdicts.whenComplete((verdict, failure) -> uncertain |= failure != null);
    }

    /// What was applied last is stored. A call that came between may have found no copy in the worker, and made one of a history that did not hold this yet.
    void stored(List<Change> changes) {
        if (calls != applied) {
            missed(changes);
        }
    }

    CompletionStage<JsonNode> read(List<ChangeHash> heads) {
        bringUpToDate();
        return next(() -> workers.read(id, history, heads));
    }

    CompletionStage<AutomergeWorkers.Content> readAll(List<ChangeHash> heads) {
        bringUpToDate();
        return next(() -> workers.readAll(id, history, heads));
    }

    CompletionStage<Change> edit(
            List<ChangeHash> heads, String actorHex, Map<String, JsonNode> sets) {
        bringUpToDate();
        return next(() -> workers.edit(id, history, heads, actorHex, sets));
    }

    private void bringUpToDate() {
        if (uncertain) {
            uncertain = false;
            forget();
        }
        held = true;
        if (!untold.isEmpty()) {
            List<Change> missed = untold;
            untold = new ArrayList<>();
            next(() -> workers.apply(id, history, missed))
                    .whenComplete((verdict, failure) -> uncertain |= failure != null);
        }
    }

    /// A worker takes one call for a document at a time.
    private <T> CompletionStage<T> next(Supplier<CompletionStage<T>> call) {
        calls++;
        CompletionStage<T> stage = last.handle((r, e) -> r).thenCompose(ignored -> call.get());
        last = stage;
        return stage;
    }

    /// What the worker took may not have been stored.
    void doubt() {
        uncertain = true;
    }

    /// The worker begins anew from the store when it is asked next. In its turn among the calls: one that is under way would leave behind what it has loaded.
    void forget() {
        held = false;
        untold = new ArrayList<>();
        next(() -> {
            workers.forget(id);
            return CompletableFuture.completedStage(null);
        });
    }
}
