package coffee.crema.crdt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Somebody who edits a copy of a document: makes changes on the heads of what it has seen. Not thread-safe.
public final class Editor {
    private final String actor;
    private final Map<ChangeHash, Change> seen = new HashMap<>();
    private Set<ChangeHash> heads = new HashSet<>();
    private long seq;

    public Editor(String actor) {
        this.actor = actor;
    }

    /// One change.
    public Change edit() {
        return edit("edit " + actor + " " + (seq + 1));
    }

    /// One change with words of its own, which make its size.
    public Change edit(String message) {
        Change change = Chunks.change(actor, ++seq, heads, message);
        seen.put(change.hash(), change);
        heads = new HashSet<>(Set.of(change.hash()));
        return change;
    }

    public List<Change> edits(int count) {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < count; i++) {
            changes.add(edit());
        }
        return changes;
    }

    /// Sees changes of others, in causal order.
    public void see(Collection<Change> changes) {
        for (Change change : changes) {
            if (seen.putIfAbsent(change.hash(), change) == null) {
                change.dependencies().forEach(heads::remove);
                heads.add(change.hash());
            }
        }
    }
}
