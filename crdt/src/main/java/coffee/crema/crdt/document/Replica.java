package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.graph.ChangeGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A document as this node knows it: all that is stored, as a graph, and the newest chunks. In the document's turn only.
final class Replica {
    private final ChangeGraph graph = new ChangeGraph();

    /// Chunks of the newest changes: of index `firstHeld` and on.
    private final ArrayDeque<byte[]> newest = new ArrayDeque<>();

    private int firstHeld;
    private long heldBytes;
    private long bytes;

    /// Everything stored up to this position is here.
    private long position;

    ChangeGraph graph() {
        return graph;
    }

    long position() {
        return position;
    }

    /// Of all chunks.
    long bytes() {
        return bytes;
    }

    long heldBytes() {
        return heldBytes;
    }

    /// What was read from the store, in its order, from {@link #position} on.
    ///
    /// @return what was new
    List<Change> read(List<Stored> rows) {
        var fresh = new ArrayList<Change>();
        for (Stored row : rows) {
            if (add(row.change())) {
                fresh.add(row.change());
            }
            position = Math.max(position, row.position());
        }
        return fresh;
    }

    /// @return false when it was here
    boolean add(Change change) {
        if (!graph.add(change)) {
            return false;
        }
        newest.add(change.chunk());
        heldBytes += change.chunk().length;
        bytes += change.chunk().length;
        return true;
    }

    boolean dependenciesHere(Change change) {
        return graph.containsAll(change.dependencies());
    }

    /// The chunks of these indexes, or null when one of them has to be read from the store first.
    @Nullable List<byte[]> chunks(BitSet indexes) {
        int first = indexes.nextSetBit(0);
        if (first < 0) {
            return List.of();
        }
        if (first < firstHeld) {
            return null;
        }
        var chunks = new ArrayList<byte[]>(indexes.cardinality());
        int index = firstHeld;
        for (byte[] chunk : newest) {
            if (indexes.get(index++)) {
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    /// Whether every chunk is in memory.
    boolean holdsAll() {
        return firstHeld == 0;
    }

    List<byte[]> all() {
        return List.copyOf(newest);
    }

    /// Takes back the chunks that were let go.
    ///
    /// @param stored everything that the store has
    void refill(Collection<Stored> stored) {
        Map<ChangeHash, byte[]> chunks = HashMap.newHashMap(stored.size());
        stored.forEach(row -> chunks.put(row.change().hash(), row.change().chunk()));
        for (int index = firstHeld - 1; index >= 0; index--) {
            byte[] chunk = chunks.get(graph.hashAt(index));
            if (chunk == null) {
                return; // the store was emptied under us; who lacks it is told so by what follows
            }
            newest.addFirst(chunk);
            heldBytes += chunk.length;
            firstHeld = index;
        }
    }

    /// Lets go of all but the newest chunks.
    void letGo(long bytesMax) {
        while (heldBytes > bytesMax) {
            heldBytes -= newest.remove().length;
            firstHeld++;
        }
        graph.trim();
    }
}
