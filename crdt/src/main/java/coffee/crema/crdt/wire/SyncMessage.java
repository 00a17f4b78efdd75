package coffee.crema.crdt.wire;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.ChunkReader;
import coffee.crema.crdt.MalformedChangeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Automerge's sync message, version 1 (type 42): what one side has, what it needs, and changes.
///
/// The flags that clients append are passed over, and none are sent: so clients send nothing but version 1. Version 2 may hold whole documents, which can abort what
/// loads them, and is refused.
///
/// @param heads the sender's
/// @param need changes that the sender asks for by name
/// @param have what the sender has since a common point; the first entry counts. Empty means "I am not ready": clients then hold their own changes back
/// @param changes chunks, unread
public record SyncMessage(
        List<ChangeHash> heads, List<ChangeHash> need, List<Have> have, List<byte[]> changes) {

    private static final int TYPE = 0x42;
    private static final int HEADS_MAX = 4096;
    private static final int NEED_MAX = 65_536;
    private static final int HAVES_MAX = 8;

    /// How many changes one message may bring.
    public static final int CHANGES_MAX = 200_000;

    /// @param lastSync the heads of the common point
    /// @param bloom what the sender has beyond it
    public record Have(List<ChangeHash> lastSync, BloomFilter bloom) {

        /// The sender knows of no common point and has nothing, or wants to begin anew.
        public boolean isBlank() {
            return lastSync.isEmpty() && bloom.isEmpty();
        }
    }

    /// @throws MalformedChangeException when it is anything else, or out of its bounds
    public static SyncMessage parse(byte[] bytes) throws MalformedChangeException {
        var in = new ChunkReader(bytes);
        if (in.u8() != TYPE) {
            throw new MalformedChangeException("not a sync message of version 1");
        }
        List<ChangeHash> heads = bounded(in.hashes(), HEADS_MAX);
        List<ChangeHash> need = bounded(in.hashes(), NEED_MAX);
        var have = new ArrayList<Have>();
        for (long left = count(in, HAVES_MAX); left > 0; left--) {
            have.add(new Have(bounded(in.hashes(), HEADS_MAX), BloomFilter.parse(in.block())));
        }
        var changes = new ArrayList<byte[]>();
        for (long left = count(in, CHANGES_MAX); left > 0; left--) {
            changes.add(in.block());
        }
        return new SyncMessage(heads, need, have, changes);
    }

    private static long count(ChunkReader in, int most) throws MalformedChangeException {
        long count = in.number();
        if (count > most) {
            throw new MalformedChangeException("a sync message is out of its bounds");
        }
        return count;
    }

    private static List<ChangeHash> bounded(List<ChangeHash> hashes, int most)
            throws MalformedChangeException {
        if (hashes.size() > most) {
            throw new MalformedChangeException("a sync message is out of its bounds");
        }
        return hashes;
    }

    /// The message that a server sends.
    ///
    /// @param lastSync never left out: without it clients hold their own changes back
    public static byte[] encode(
            Collection<ChangeHash> heads,
            Collection<ChangeHash> need,
            Collection<ChangeHash> lastSync,
            BloomFilter bloom,
            Collection<byte[]> changes) {
        int chunkBytes = 0;
        for (byte[] chunk : changes) {
            chunkBytes += chunk.length + 4;
        }
        int hashes = heads.size() + need.size() + lastSync.size();
        var out = new ChunkWriter(64 + ChangeHash.BYTES * hashes + chunkBytes);
        out.u8(TYPE);
        out.hashes(heads);
        out.hashes(need);
        out.number(1);
        out.hashes(lastSync);
        out.block(bloom.bytes());
        out.number(changes.size());
        changes.forEach(out::block);
        return out.toByteArray();
    }
}
