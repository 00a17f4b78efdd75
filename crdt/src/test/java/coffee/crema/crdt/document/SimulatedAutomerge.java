package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.Chunks;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.crdt.wire.BloomFilter;
import coffee.crema.crdt.wire.SyncMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A document and a sync state as Automerge's own client keeps them, without the content: the algorithm of its `generateSyncMessage` and `receiveSyncMessage`.
final class SimulatedAutomerge {
    private final String actor;
    private final Map<ChangeHash, Change> changes = new LinkedHashMap<>();
    private final Map<ChangeHash, Change> queued = new HashMap<>();
    private Set<ChangeHash> heads = new TreeSet<>();
    private long seq;

    // The sync state.
    private Set<ChangeHash> sharedHeads = Set.of();
    private Set<ChangeHash> lastSentHeads;
    private List<ChangeHash> theirHeads;
    private List<ChangeHash> theirNeed;
    private List<SyncMessage.Have> theirHave;
    private Set<ChangeHash> sentHashes = new HashSet<>();
    private boolean inFlight;

    SimulatedAutomerge(String actor) {
        this.actor = actor;
    }

    Set<ChangeHash> heads() {
        return heads;
    }

    int size() {
        return changes.size();
    }

    boolean has(ChangeHash hash) {
        return changes.containsKey(hash);
    }

    void edit(String words) {
        add(Chunks.change(actor, ++seq, heads, words));
    }

    /// What a reconnection leaves of the sync state.
    void reconnected() {
        lastSentHeads = null;
        theirHeads = null;
        theirNeed = null;
        theirHave = null;
        sentHashes = new HashSet<>();
        inFlight = false;
    }

    private void add(Change change) {
        if (changes.putIfAbsent(change.hash(), change) == null) {
            var now = new TreeSet<>(heads);
            now.removeAll(change.dependencies());
            now.add(change.hash());
            heads = now;
        }
    }

    /// @return what the server thanks for: empty when there is nothing to say
    Optional<byte[]> generate() {
        Set<ChangeHash> need = missing();
        boolean settled = theirHeads == null || theirHeads.containsAll(need);
        if (theirHave != null
                && !theirHave.isEmpty()
                && !changes.keySet().containsAll(theirHave.getFirst().lastSync())) {
            return Optional.of(
                    SyncMessage.encode(heads, Set.of(), Set.of(), BloomFilter.empty(), List.of()));
        }
        List<Change> send = theirHave == null || theirNeed == null ? List.of() : toSend();
        boolean unchanged = heads.equals(lastSentHeads);
        boolean equal = theirHeads != null && heads.equals(new TreeSet<>(theirHeads));
        if (unchanged && ((equal && send.isEmpty()) || inFlight)) {
            return Optional.empty();
        }
        lastSentHeads = heads;
        send.forEach(change -> sentHashes.add(change.hash()));
        inFlight = true;
        if (!settled) {
            // Automerge leaves `have` out; the codec of the server never does, and reads both.
            return Optional.of(withoutHave(need, send));
        }
        return Optional.of(
                SyncMessage.encode(
                        heads,
                        need,
                        sharedHeads,
                        BloomFilter.of(since(sharedHeads)),
                        send.stream().map(Change::chunk).toList()));
    }

    private byte[] withoutHave(Set<ChangeHash> need, List<Change> send) {
        byte[] whole =
                SyncMessage.encode(
                        heads,
                        need,
                        List.of(),
                        BloomFilter.empty(),
                        send.stream().map(Change::chunk).toList());
        int at = 1 + 2 + 32 * (heads.size() + need.size());
        // One `have` of an empty point and an empty filter is `01 00 00`.
        byte[] without = new byte[whole.length - 2];
        System.arraycopy(whole, 0, without, 0, at);
        without[at] = 0;
        System.arraycopy(whole, at + 3, without, at + 1, whole.length - at - 3);
        return without;
    }

    private List<ChangeHash> since(Collection<ChangeHash> point) {
        Set<ChangeHash> before = ancestors(point);
        return changes.keySet().stream().filter(hash -> !before.contains(hash)).toList();
    }

    private Set<ChangeHash> ancestors(Collection<ChangeHash> of) {
        var found = new HashSet<ChangeHash>();
        var open = new ArrayList<>(of);
        while (!open.isEmpty()) {
            ChangeHash hash = open.removeLast();
            Change change = changes.get(hash);
            if (change != null && found.add(hash)) {
                open.addAll(change.dependencies());
            }
        }
        return found;
    }

    private List<Change> toSend() {
        var lastSync = new HashSet<ChangeHash>();
        theirHave.forEach(have -> lastSync.addAll(have.lastSync()));
        var send = new LinkedHashSet<ChangeHash>();
        if (!theirHave.isEmpty()) {
            var chosen = new HashSet<ChangeHash>();
            for (ChangeHash hash : since(lastSync)) {
                boolean negative = theirHave.stream().noneMatch(have -> have.bloom().mayHold(hash));
                boolean dependent =
                        changes.get(hash).dependencies().stream().anyMatch(chosen::contains);
                if (negative || dependent) {
                    chosen.add(hash);
                }
            }
            since(lastSync).stream().filter(chosen::contains).forEach(send::add);
        }
        theirNeed.stream().filter(changes::containsKey).forEach(send::add);
        return changes.values().stream()
                .filter(change -> send.contains(change.hash()))
                .filter(change ->
                        !sentHashes.contains(change.hash()) || theirNeed.contains(change.hash()))
                .toList();
    }

    private Set<ChangeHash> missing() {
        var missing = new TreeSet<ChangeHash>();
        if (theirHeads != null) {
            missing.addAll(theirHeads);
        }
        queued.values().forEach(change -> missing.addAll(change.dependencies()));
        missing.removeAll(changes.keySet());
        missing.removeAll(queued.keySet());
        return missing;
    }

    void receive(byte[] data) throws MalformedChangeException {
        SyncMessage message = SyncMessage.parse(data);
        inFlight = false;
        Set<ChangeHash> before = heads;
        for (byte[] chunk : message.changes()) {
            Change change = Change.parse(chunk);
            queued.put(change.hash(), change);
        }
        drain();
        if (!message.changes().isEmpty()) {
            var advanced = new TreeSet<>(sharedHeads);
            advanced.retainAll(heads);
            heads.stream().filter(head -> !before.contains(head)).forEach(advanced::add);
            sharedHeads = advanced;
        }
        sentHashes.removeAll(ancestors(message.heads()));
        if (message.changes().isEmpty() && new TreeSet<>(message.heads()).equals(before)) {
            lastSentHeads = new TreeSet<>(message.heads());
        }
        List<ChangeHash> known = message.heads().stream().filter(changes::containsKey).toList();
        if (known.size() == message.heads().size()) {
            sharedHeads = new TreeSet<>(message.heads());
            if (message.heads().isEmpty()) {
                lastSentHeads = Set.of();
                sentHashes = new HashSet<>();
            }
        } else {
            var union = new TreeSet<>(sharedHeads);
            union.addAll(known);
            sharedHeads = union;
        }
        theirHave = message.have();
        theirHeads = message.heads();
        theirNeed = message.need();
    }

    private void drain() {
        boolean found = true;
        while (found) {
            found = false;
            for (Change change : List.copyOf(queued.values())) {
                if (changes.keySet().containsAll(change.dependencies())) {
                    queued.remove(change.hash());
                    add(change);
                    found = true;
                }
            }
        }
    }
}
