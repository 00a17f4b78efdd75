package coffee.crema.crdt.worker;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Chunks as workers take them, one after another, and what can be told from the heads that a worker answers.
public final class Batch {
    /// Of one call that loads, unless a chunk alone is larger.
    static final int LOAD_BYTES = 1 << 20;

    private Batch() {}

    /// The chunks of the changes.
    public static byte[] of(Collection<Change> changes) {
        return joined(changes.stream().map(Change::chunk).toList());
    }

    /// The history in pieces that one call each can load; at least one, so that an empty document is opened too.
    public static List<byte[]> pieces(List<byte[]> history) {
        var pieces = new ArrayList<byte[]>();
        var piece = new ArrayList<byte[]>();
        int bytes = 0;
        for (byte[] chunk : history) {
            if (!piece.isEmpty() && bytes + chunk.length > LOAD_BYTES) {
                pieces.add(joined(piece));
                piece.clear();
                bytes = 0;
            }
            piece.add(chunk);
            bytes += chunk.length;
        }
        pieces.add(joined(piece));
        return pieces;
    }

    /// Whether all changes are in a document with these heads. Automerge keeps a change whose dependencies it misses, and junk, without a word; but then the
    /// change is no head. Also false when a change was in the document before and is no head.
    ///
    /// @param heads 32 bytes each
    public static boolean isIn(Collection<Change> changes, byte[] heads) {
        Set<ChangeHash> tips = new HashSet<>();
        for (Change change : changes) {
            tips.add(change.hash());
        }
        for (Change change : changes) {
            change.dependencies().forEach(tips::remove);
        }
        tips.removeAll(hashes(heads));
        return tips.isEmpty();
    }

    /// Whether all dependencies of the change are heads.
    static boolean restsOn(Change change, byte[] heads) {
        return hashes(heads).containsAll(change.dependencies());
    }

    private static Set<ChangeHash> hashes(byte[] bytes) {
        Set<ChangeHash> hashes = new HashSet<>();
        for (int at = 0; at + ChangeHash.BYTES <= bytes.length; at += ChangeHash.BYTES) {
            hashes.add(ChangeHash.of(bytes, at));
        }
        return hashes;
    }

    private static byte[] joined(Collection<byte[]> chunks) {
        var joined = new ByteArrayOutputStream(chunks.stream().mapToInt(c -> c.length).sum());
        chunks.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
