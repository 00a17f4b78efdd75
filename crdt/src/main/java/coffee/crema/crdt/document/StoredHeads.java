package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.realtime.store.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What documents are in the store: their heads, worked out from what was appended since they were asked for last.
///
/// **Threading.** Any thread; {@link #read} inside a transaction.
final class StoredHeads {
    private static final int PAGE = 1000;

    /// @param position up to which the log was read
    /// @param heads ascending
    record At(long position, List<ChangeHash> heads) {
        static final At NOTHING = new At(0, List.of());

        private At with(List<Stored> rows) {
            if (rows.isEmpty()) {
                return this;
            }
            // In causal order, so what a change is made on has come before it.
            TreeSet<ChangeHash> now = new TreeSet<>(heads);
            for (Stored row : rows) {
                Change change = row.change();
                change.dependencies().forEach(now::remove);
                now.add(change.hash());
            }
            return new At(rows.getLast().position(), List.copyOf(now));
        }
    }

    private final DocumentStore store;

    /// Of committed states only. Guarded by itself.
    private final Map<DocumentId, At> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<DocumentId, At> eldest) {
                    return size() > DocumentLimits.HEADS_KNOWN_MAX;
                }
            };

    StoredHeads(DocumentStore store) {
        this.store = store;
    }

    /// As this transaction sees it.
    At read(Tx tx, DocumentId id) {
        At at;
        synchronized (known) {
            at = known.getOrDefault(id, At.NOTHING);
        }
        if (at.position() == 0) {
            return at.with(store.load(tx, id));
        }
        for (; ; ) {
            List<Stored> rows = store.after(tx, id, at.position(), PAGE);
            at = at.with(rows);
            if (rows.size() < PAGE) {
                return at;
            }
        }
    }

    /// What {@link #read} answered, and is committed.
    void remember(DocumentId id, At at) {
        synchronized (known) {
            known.merge(id, at, (old, next) -> next.position() > old.position() ? next : old);
        }
    }
}
