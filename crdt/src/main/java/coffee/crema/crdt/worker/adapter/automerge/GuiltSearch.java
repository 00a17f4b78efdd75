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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds the changes at fault: tries one after the other, on a copy that holds the history and what was found sound. One at fault costs a worker; halving the batch instead would
/// cost one for each half it is in. Blocks.
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
        for (Change change : changes) {
            if (scheduler.nanos() - untilNanos > 0) {
                throw Replies.unavailable("the changes could not be examined in time");
            }
            if (known.contains(change.hash())) {
                continue;
            }
            Optional<Reason> failure =
                    change.dependencies().stream().anyMatch(guilty::containsKey)
                            ? Optional.of(Reason.INVALID)
                            : failure(change);
            if (failure.isPresent()) {
                guilty.put(change.hash(), failure.get());
            } else {
                known.add(change.hash());
                sound.add(change.chunk());
            }
        }
        return verdictOf(changes);
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

    /// Why it cannot be in the document.
    private Optional<Reason> failure(Change change) throws InterruptedException {
        if (!known.containsAll(change.dependencies())) {
            throw Replies.unavailable("the history lacks a dependency");
        }
        Optional<Reason> failure =
                switch (loaded().ask(Command.APPLY, change.chunk())) {
                    case Bench.Outcome.Died(var death) -> Optional.of(death.reason());
                    case Bench.Outcome.Answered(Reply reply) ->
                            reply.status() == Reply.Status.OK
                                            && Batch.isIn(List.of(change), reply.body())
                                    ? Optional.empty()
                                    : Optional.of(Reason.INVALID);
                };
        if (failure.isPresent()) {
            leave();
        }
        return failure;
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
