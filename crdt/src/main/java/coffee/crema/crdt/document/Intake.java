package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.realtime.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Changes on their way into the store: those that are ready, in causal order, and those that wait for others. In the document's turn only.
final class Intake {

    /// A change and where it came from.
    ///
    /// @param checked whether it cannot be one that was banned long ago
    record Entry(Change change, UserId author, Link link, boolean checked) {}

    private final Replica replica;
    private final ArrayDeque<Entry> ready = new ArrayDeque<>();

    /// Ready, or being stored.
    private final Map<ChangeHash, Entry> underWay = new HashMap<>();

    /// By hash.
    private final LinkedHashMap<ChangeHash, Entry> waiting = new LinkedHashMap<>();

    /// Who waits for a change.
    private final Map<ChangeHash, List<ChangeHash>> awaited = new HashMap<>();

    private long readyBytes;
    private long waitingBytes;

    Intake(Replica replica) {
        this.replica = replica;
    }

    boolean knows(ChangeHash hash) {
        return replica.graph().contains(hash) || underWay.containsKey(hash);
    }

    boolean holds(ChangeHash hash) {
        return knows(hash) || waiting.containsKey(hash);
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /// Of what will be added to the document.
    long bytes() {
        return readyBytes + waitingBytes;
    }

    /// @return false when too much waits already, and it was not taken
    boolean offer(Entry entry) {
        Change change = entry.change();
        if (holds(change.hash())) {
            return true;
        }
        List<ChangeHash> missing =
                change.dependencies().stream().filter(hash -> !knows(hash)).toList();
        if (missing.isEmpty()) {
            makeReady(entry);
            release(change.hash());
            return true;
        }
        if (waiting.size() >= DocumentLimits.WAITING_CHANGES_MAX
                || waitingBytes + change.chunk().length > DocumentLimits.WAITING_BYTES_MAX) {
            return false;
        }
        waiting.put(change.hash(), entry);
        waitingBytes += change.chunk().length;
        missing.forEach(
                hash -> awaited.computeIfAbsent(hash, h -> new ArrayList<>()).add(change.hash()));
        return true;
    }

    private void makeReady(Entry entry) {
        ready.add(entry);
        underWay.put(entry.change().hash(), entry);
        readyBytes += entry.change().chunk().length;
        entry.link().underWay++;
    }

    /// A change is known now: what waited for it may be ready.
    void release(ChangeHash known) {
        var next = new ArrayDeque<ChangeHash>();
        next.add(known);
        for (ChangeHash hash = next.poll(); hash != null; hash = next.poll()) {
            List<ChangeHash> waiters = awaited.remove(hash);
            if (waiters == null) {
                continue;
            }
            for (ChangeHash waiter : waiters) {
                Entry entry = waiting.get(waiter);
                if (entry != null && entry.change().dependencies().stream().allMatch(this::knows)) {
                    forget(waiter);
                    if (!knows(waiter)) {
                        makeReady(entry);
                    }
                    next.add(waiter);
                }
            }
        }
    }

    private void forget(ChangeHash waiter) {
        Entry entry = waiting.remove(waiter);
        if (entry != null) {
            waitingBytes -= entry.change().chunk().length;
        }
    }

    /// What somebody's waiting changes wait for, and nobody has.
    Set<ChangeHash> missing(Link link) {
        var missing = new LinkedHashSet<ChangeHash>();
        for (Entry entry : waiting.values()) {
            if (entry.link() == link) {
                for (ChangeHash dependency : entry.change().dependencies()) {
                    if (!holds(dependency)) {
                        missing.add(dependency);
                    }
                }
            }
        }
        return missing;
    }

    /// The next ones, in causal order. They count as under way until {@link #settle}.
    List<Entry> take(int changesMax, long bytesMax) {
        var batch = new ArrayList<Entry>();
        long bytes = 0;
        while (!ready.isEmpty() && batch.size() < changesMax) {
            long more = ready.element().change().chunk().length;
            if (!batch.isEmpty() && bytes + more > bytesMax) {
                break;
            }
            bytes += more;
            batch.add(ready.remove());
        }
        return batch;
    }

    /// They could not be stored for now: first in line again.
    void putBack(List<Entry> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            ready.addFirst(batch.get(i));
        }
    }

    /// These are stored, or will never be.
    void settle(Collection<Entry> entries) {
        for (Entry entry : entries) {
            if (underWay.remove(entry.change().hash()) != null) {
                readyBytes -= entry.change().chunk().length;
                entry.link().underWay--;
            }
        }
    }

    /// Drops what is not being stored yet, and all that depends on it.
    ///
    /// @return what was dropped
    List<Entry> drop(Predicate<Entry> unwanted) {
        var gone = new HashSet<ChangeHash>();
        var dropped = new ArrayList<Entry>();
        for (Entry entry : List.copyOf(ready)) {
            if (unwanted.test(entry) || dependsOn(entry, gone)) {
                gone.add(entry.change().hash());
                dropped.add(entry);
                ready.remove(entry);
            }
        }
        settle(dropped);
        for (Entry entry : List.copyOf(waiting.values())) {
            if (unwanted.test(entry) || dependsOn(entry, gone)) {
                gone.add(entry.change().hash());
                dropped.add(entry);
                forget(entry.change().hash());
            }
        }
        awaited.values().removeIf(waiters -> waiters.stream().noneMatch(waiting::containsKey));
        return dropped;
    }

    /// Drops what somebody's changes are that wait for others.
    void dropWaiting(Link link) {
        for (Entry entry : List.copyOf(waiting.values())) {
            if (entry.link() == link) {
                forget(entry.change().hash());
            }
        }
        awaited.values().removeIf(waiters -> waiters.stream().noneMatch(waiting::containsKey));
    }

    private static boolean dependsOn(Entry entry, Set<ChangeHash> gone) {
        return entry.change().dependencies().stream().anyMatch(gone::contains);
    }
}
