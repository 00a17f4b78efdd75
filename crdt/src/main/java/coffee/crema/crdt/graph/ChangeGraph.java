package coffee.crema.crdt.graph;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The changes of one document by their hashes and dependencies, in plain arrays: about 48 bytes a change. Each change has an index; a change comes after everything that it
/// depends on, so the order of indexes is a causal order.
///
/// **Threading.** One thread at a time.
public final class ChangeGraph {
    private static final int WORDS = 4;
    private static final int ABSENT = -1;

    private long[] hashes = new long[WORDS * 4];

    /// `dependencies[offsets[i]]` to `dependencies[offsets[i + 1] - 1]` are those of `i`.
    private int[] offsets = new int[5];

    private int[] dependencies = new int[4];

    /// Open addressing; index + 1, or 0.
    private int[] table = new int[8];

    private int size;
    private final Set<ChangeHash> heads = new HashSet<>();

    public int size() {
        return size;
    }

    public boolean contains(ChangeHash hash) {
        return indexOf(hash) != ABSENT;
    }

    public boolean containsAll(Collection<ChangeHash> all) {
        for (ChangeHash hash : all) {
            if (indexOf(hash) == ABSENT) {
                return false;
            }
        }
        return true;
    }

    /// @return -1 when it is not there
    public int indexOf(ChangeHash hash) {
        int mask = table.length - 1;
        for (int slot = slot(hash.a(), mask); ; slot = (slot + 1) & mask) {
            int index = table[slot] - 1;
            if (index < 0) {
                return ABSENT;
            }
            int word = WORDS * index;
            if (hashes[word] == hash.a()
                    && hashes[word + 1] == hash.b()
                    && hashes[word + 2] == hash.c()
                    && hashes[word + 3] == hash.d()) {
                return index;
            }
        }
    }

    public ChangeHash hashAt(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        int word = WORDS * index;
        return new ChangeHash(hashes[word], hashes[word + 1], hashes[word + 2], hashes[word + 3]);
    }

    /// What nothing depends on; a copy, ascending.
    public List<ChangeHash> heads() {
        return heads.stream().sorted().toList();
    }

    public boolean isHeads(Collection<ChangeHash> asked) {
        return asked.size() == heads.size() && heads.containsAll(asked);
    }

    /// @param change whose dependencies are there
    /// @return false when it is there already
    public boolean add(Change change) {
        return add(change.hash(), change.dependencies());
    }

    /// {@link #add(Change)} of what is known of it.
    public boolean add(ChangeHash hash, List<ChangeHash> on) {
        if (contains(hash)) {
            return false;
        }
        makeRoom(on.size());
        int end = offsets[size];
        for (ChangeHash dependency : on) {
            int index = indexOf(dependency);
            if (index == ABSENT) {
                throw new IllegalArgumentException("a dependency is missing");
            }
            dependencies[end++] = index;
        }
        on.forEach(heads::remove);
        heads.add(hash);
        int word = WORDS * size;
        hashes[word] = hash.a();
        hashes[word + 1] = hash.b();
        hashes[word + 2] = hash.c();
        hashes[word + 3] = hash.d();
        offsets[size + 1] = end;
        enter(size++);
        return true;
    }

    /// Those of these that are there, and everything that they depend on.
    public BitSet ancestors(Collection<ChangeHash> of) {
        var found = new BitSet(size);
        if (heads.size() <= of.size() && of.containsAll(heads)) {
            found.set(0, size);
            return found;
        }
        int newest = ABSENT;
        for (ChangeHash hash : of) {
            int index = indexOf(hash);
            if (index != ABSENT) {
                found.set(index);
                newest = Math.max(newest, index);
            }
        }
        // A change comes after its dependencies, so one walk backwards finds them all.
        for (int index = newest; index > 0; index = found.previousSetBit(index - 1)) {
            for (int at = offsets[index]; at < offsets[index + 1]; at++) {
                found.set(dependencies[at]);
            }
        }
        return found;
    }

    /// Whether a change depends directly on one of these.
    public boolean dependsOnAny(int index, BitSet these) {
        for (int at = offsets[index]; at < offsets[index + 1]; at++) {
            if (these.get(dependencies[at])) {
                return true;
            }
        }
        return false;
    }

    /// Gives back what was reserved for growth: the document is idle.
    public void trim() {
        hashes = Arrays.copyOf(hashes, WORDS * Math.max(1, size));
        offsets = Arrays.copyOf(offsets, size + 1);
        dependencies = Arrays.copyOf(dependencies, Math.max(1, offsets[size]));
    }

    /// What the arrays hold, in bytes.
    public long memoryBytes() {
        return 8L * hashes.length
                + 4L * (offsets.length + dependencies.length + table.length)
                + 64L * heads.size();
    }

    private void makeRoom(int more) {
        if (WORDS * (size + 1) > hashes.length) {
            hashes = Arrays.copyOf(hashes, WORDS * grown(size));
        }
        if (size + 2 > offsets.length) {
            offsets = Arrays.copyOf(offsets, grown(size) + 1);
        }
        int needed = offsets[size] + more;
        if (needed > dependencies.length) {
            dependencies = Arrays.copyOf(dependencies, Math.max(needed, grown(needed)));
        }
        // At most two thirds full.
        if (3 * (size + 1) > 2 * table.length) {
            table = new int[2 * table.length];
            for (int index = 0; index < size; index++) {
                enter(index);
            }
        }
    }

    private static int grown(int count) {
        return count + Math.max(4, count >> 2);
    }

    private void enter(int index) {
        int mask = table.length - 1;
        int slot = slot(hashes[WORDS * index], mask);
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = index + 1;
    }

    /// A hash is random enough, unless somebody made it not to be: then a look-up is slow, and the document's limits bound how slow.
    private static int slot(long word, int mask) {
        return (int) (word ^ (word >>> 32)) & mask;
    }
}
