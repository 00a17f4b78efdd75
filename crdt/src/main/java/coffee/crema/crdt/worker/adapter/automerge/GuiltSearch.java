package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.AutomergeWorkers.Refused;
import coffee.crema.crdt.AutomergeWorkers.Refused.Reason;
import coffee.crema.crdt.AutomergeWorkers.Verdict;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.worker.Batch;
import coffee.crema.crdt.worker.Command;
import coffee.crema.crdt.worker.Replies;
import coffee.crema.crdt.worker.Reply;
import coffee.crema.realtime.time.Scheduler;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds the changes at fault: tries all, and of what fails each half, always on a copy that holds the history and what was found sound. What a change at fault takes part in
/// is tried again without it. Blocks.
final class GuiltSearch implements AutoCloseable {
    /// Magic, checksum; what follows is hashed.
    private static final int HASHED_FROM = 8;

    private final Supplier<Bench> benches;
    private final List<byte[]> history;
    private final Scheduler scheduler;
    private final long untilNanos;
    private final Set<ChangeHash> known = new HashSet<>();
    private final List<byte[]> sound;
    private final Map<ChangeHash, Reason> guilty = new LinkedHashMap<>();
    private @Nullable Bench bench;

    /// @param untilNanos after which it gives up
    GuiltSearch(
            Supplier<Bench> benches, List<byte[]> history, Scheduler scheduler, long untilNanos) {
        this.benches = benches;
        this.history = history;
        this.scheduler = scheduler;
        this.untilNanos = untilNanos;
        this.sound = new ArrayList<>(history);
    }

    /// @throws coffee.crema.realtime.wire.RejectedException `unavailable` when it takes too long, or the history cannot be loaded, or lacks a dependency
    Verdict verdict(List<Change> changes) throws InterruptedException {
        for (byte[] chunk : history) {
            known.add(hash(chunk));
        }
        var untried = new ArrayDeque<List<Change>>();
        untried.push(changes);
        while (!untried.isEmpty()) {
            if (scheduler.nanos() - untilNanos > 0) {
                throw Replies.unavailable("the changes could not be examined in time");
            }
            List<Change> some = innocentSoFar(untried.pop());
            if (some.isEmpty()) {
                continue;
            }
            Optional<Reason> failure = failure(some);
            if (failure.isEmpty()) {
                some.forEach(this::acquit);
            } else if (some.size() == 1) {
                guilty.put(some.getFirst().hash(), failure.get());
            } else {
                int half = some.size() / 2;
                untried.push(some.subList(half, some.size()));
                untried.push(some.subList(0, half));
            }
        }
        return verdictOf(changes);
    }

    private void acquit(Change change) {
        known.add(change.hash());
        sound.add(change.chunk());
    }

    /// Without those that are in the document already, and those that rest on a guilty one.
    private List<Change> innocentSoFar(List<Change> changes) {
        var left = new ArrayList<Change>();
        for (Change change : changes) {
            if (change.dependencies().stream().anyMatch(guilty::containsKey)) {
                guilty.put(change.hash(), Reason.INVALID);
            } else if (!known.contains(change.hash())) {
                left.add(change);
            }
        }
        return left;
    }

    private Verdict verdictOf(List<Change> changes) {
        var accepted = new ArrayList<ChangeHash>();
        var refused = new ArrayList<Refused>();
        for (Change change : changes) {
            Reason reason = guilty.get(change.hash());
            if (reason == null) {
                accepted.add(change.hash());
            } else {
                refused.add(new Refused(change.hash(), reason));
            }
        }
        return new Verdict(accepted, refused);
    }

    /// Why not all of these can be in the document.
    private Optional<Reason> failure(List<Change> changes) throws InterruptedException {
        requireDependencies(changes);
        Optional<Reason> failure =
                switch (loaded().ask(Command.APPLY, Batch.of(changes))) {
                    case Bench.Outcome.Died(var death) -> Optional.of(death.reason());
                    case Bench.Outcome.Answered(Reply reply) ->
                            reply.status() == Reply.Status.OK && Batch.isIn(changes, reply.body())
                                    ? Optional.empty()
                                    : Optional.of(Reason.INVALID);
                };
        if (failure.isPresent()) {
            leave();
        }
        return failure;
    }

    private void requireDependencies(List<Change> changes) {
        var there = new HashSet<ChangeHash>();
        for (Change change : changes) {
            for (ChangeHash dependency : change.dependencies()) {
                if (!known.contains(dependency) && !there.contains(dependency)) {
                    throw Replies.unavailable("the history lacks a dependency");
                }
            }
            there.add(change.hash());
        }
    }

    private Bench loaded() throws InterruptedException {
        if (bench != null) {
            return bench;
        }
        Bench fresh = benches.get();
        bench = fresh;
        if (!(fresh.load(sound) instanceof Bench.Outcome.Answered(Reply reply))
                || reply.status() != Reply.Status.OK) {
            throw Replies.unavailable("no document worker survives the document");
        }
        return fresh;
    }

    private void leave() {
        if (bench != null) {
            bench.close();
            bench = null;
        }
    }

    @Override
    public void close() {
        leave();
    }

    private static ChangeHash hash(byte[] chunk) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(chunk, HASHED_FROM, chunk.length - HASHED_FROM);
            return ChangeHash.of(sha.digest(), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
