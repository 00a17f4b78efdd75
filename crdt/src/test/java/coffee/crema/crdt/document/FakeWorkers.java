package coffee.crema.crdt.document;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.Chunks;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Refuses changes whose message says `poison`; notes when it is asked for what it cannot do.
final class FakeWorkers implements AutomergeWorkers {
    static final String POISON = "poison";

    private final VirtualScheduler time;
    private final Random random;
    private final Map<DocumentId, Set<ChangeHash>> copies = new HashMap<>();
    private final Set<DocumentId> busy = new HashSet<>();

    /// Who made each edit.
    private final Map<ChangeHash, String> by = new HashMap<>();

    final List<String> violations = new ArrayList<>();
    double failureRate;

    FakeWorkers(VirtualScheduler time, Random random) {
        this.time = time;
        this.random = random;
    }

    @Override
    public CompletionStage<Verdict> apply(DocumentId id, History history, List<Change> changes) {
        return call(id, history, copy -> apply(copy, changes));
    }

    /// As a worker does it: on the copy that it holds, or that is made of the history.
    private <T> CompletionStage<T> call(
            DocumentId id, History history, Function<Set<ChangeHash>, T> work) {
        var result = new CompletableFuture<T>();
        if (!busy.add(id)) {
            violations.add("two calls at once");
        }
        boolean fails = random.nextDouble() < failureRate;
        time.after(
                Duration.ofNanos(random.nextInt(5_000_000)),
                () -> {
                    busy.remove(id);
                    if (fails) {
                        copies.remove(id);
                        result.completeExceptionally(
                                RejectedException.of(ErrorCode.UNAVAILABLE, "no worker"));
                    } else if (copies.containsKey(id)) {
                        result.complete(work.apply(copies.get(id)));
                    } else {
                        busy.add(id);
                        history.chunks()
                                .whenComplete((chunks, failure) -> {
                                    busy.remove(id);
                                    if (failure != null) {
                                        result.completeExceptionally(failure);
                                        return;
                                    }
                                    copies.put(id, loaded(chunks));
                                    result.complete(work.apply(copies.get(id)));
                                });
                    }
                });
        return result;
    }

    private Set<ChangeHash> loaded(List<byte[]> chunks) {
        var copy = new HashSet<ChangeHash>();
        for (byte[] chunk : chunks) {
            Change change = parse(chunk);
            if (!copy.containsAll(change.dependencies())) {
                violations.add("the history is not in causal order");
            }
            copy.add(change.hash());
        }
        return copy;
    }

    private Verdict apply(Set<ChangeHash> copy, List<Change> changes) {
        var accepted = new ArrayList<ChangeHash>();
        var refused = new ArrayList<Refused>();
        for (Change change : changes) {
            boolean poisoned = change.message().contains(POISON);
            boolean whole = copy.containsAll(change.dependencies());
            if (!whole && refused.isEmpty()) {
                violations.add("a dependency is neither in the history nor among the changes");
            }
            if (poisoned || !whole) {
                refused.add(new Refused(change.hash(), Refused.Reason.KILLED_WORKER));
            } else {
                copy.add(change.hash());
                accepted.add(change.hash());
            }
        }
        return new Verdict(accepted, refused);
    }

    static Change parse(byte[] chunk) {
        try {
            return Change.parse(chunk);
        } catch (MalformedChangeException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void forget(DocumentId id) {
        copies.remove(id);
    }

    @Override
    public CompletionStage<JsonNode> read(DocumentId id, History history, List<ChangeHash> heads) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Content> readAll(
            DocumentId id, History history, List<ChangeHash> heads) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Change> initial(JsonNode content, Set<String> textPointers) {
        throw new UnsupportedOperationException();
    }

    /// Says in its message what it sets.
    @Override
    public CompletionStage<Change> edit(
            DocumentId id,
            History history,
            List<ChangeHash> heads,
            String actorHex,
            Map<String, JsonNode> sets) {
        return call(
                id,
                history,
                copy -> {
                    if (!copy.containsAll(heads)) {
                        violations.add("an edit upon what the copy does not have");
                    }
                    long seq = 1 + copy.stream().filter(h -> actorHex.equals(by.get(h))).count();
                    Change change = Chunks.change(actorHex, seq, heads, sets.toString());
                    by.put(change.hash(), actorHex);
                    return change;
                });
    }

    @Override
    public void close() {}
}
