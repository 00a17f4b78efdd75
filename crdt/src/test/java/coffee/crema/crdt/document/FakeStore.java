package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.UnfitChangesException;
import coffee.crema.realtime.store.Tx;
import coffee.crema.rooms.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Documents in memory, shared by the nodes of a test. One thread.
final class FakeStore implements DocumentStore {
    final Map<DocumentId, DocumentInfo> documents = new LinkedHashMap<>();
    final Map<DocumentId, Map<ChangeHash, Stored>> logs = new HashMap<>();
    final Set<ChangeHash> bans = new HashSet<>();
    Limits limits = Limits.defaults();
    private long lastPosition;

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public boolean create(Tx tx, DocumentInfo info) {
        return documents.putIfAbsent(info.id(), info) == null;
    }

    @Override
    public Optional<DocumentInfo> find(Tx tx, DocumentId id) {
        return Optional.ofNullable(documents.get(id));
    }

    private Map<ChangeHash, Stored> log(DocumentId id) {
        return logs.computeIfAbsent(id, key -> new LinkedHashMap<>());
    }

    @Override
    public List<Stored> append(Tx tx, DocumentId id, List<Addition> additions, long nowMs) {
        Map<ChangeHash, Stored> log = log(id);
        var known = new HashSet<>(log.keySet());
        for (Addition addition : additions) {
            if (!known.containsAll(addition.change().dependencies())) {
                throw new UnfitChangesException("open", List.of(addition.change().hash()));
            }
            known.add(addition.change().hash());
        }
        var added = new ArrayList<Stored>();
        for (Addition addition : additions) {
            Change change = addition.change();
            if (!log.containsKey(change.hash())) {
                var row = new Stored(change, addition.author(), nowMs, ++lastPosition);
                log.put(change.hash(), row);
                added.add(row);
            }
        }
        return added;
    }

    @Override
    public List<Stored> load(Tx tx, DocumentId id) {
        return List.copyOf(log(id).values());
    }

    @Override
    public List<Stored> after(Tx tx, DocumentId id, long position, int limit) {
        return log(id).values().stream()
                .filter(row -> row.position() > position)
                .limit(limit)
                .toList();
    }

    @Override
    public Stats stats(Tx tx, DocumentId id) {
        return new Stats(log(id).size(), 0, 0, 0);
    }

    @Override
    public void ban(Tx tx, ChangeHash hash, String reason, long nowMs) {
        bans.add(hash);
    }

    @Override
    public Set<ChangeHash> banned(Tx tx, Collection<ChangeHash> asked) {
        return asked.stream().filter(bans::contains).collect(Collectors.toSet());
    }

    @Override
    public boolean freeze(Tx tx, DocumentId id, List<ChangeHash> heads) {
        DocumentInfo was = documents.get(id);
        documents.put(
                id,
                new DocumentInfo(
                        id,
                        was.kind(),
                        was.room(),
                        was.owner(),
                        was.createdBy(),
                        was.createdAtMs(),
                        true,
                        heads));
        return true;
    }

    @Override
    public boolean thaw(Tx tx, DocumentId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DocumentInfo> ofRoom(Tx tx, RoomId room, DocumentId after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Stored> before(Tx tx, DocumentId id, long position, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Stored> change(Tx tx, DocumentId id, ChangeHash hash) {
        return Optional.ofNullable(log(id).get(hash));
    }

    @Override
    public Optional<Uncompacted> uncompacted(Tx tx, DocumentId id, int changesMax) {
        return Optional.empty();
    }

    @Override
    public boolean compact(Tx tx, Snapshot snapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Tx tx, DocumentId id) {
        throw new UnsupportedOperationException();
    }
}
