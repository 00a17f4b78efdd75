package coffee.crema.crdt;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.rooms.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where documents are kept: what each is, and the log of its changes, addressed by content hash.
///
/// Every method runs inside the caller's transaction and blocks (JDBC). A set of changes merges the same everywhere, so nodes append without asking one another; what two of them
/// append twice is kept once.
///
/// The log is **closed**: whatever a stored change depends on is stored, at a smaller position. And it is **sound**: an actor's changes are numbered from 1
/// without a gap, and none has two of one number, which no copy of Automerge could load again.
public interface DocumentStore {

    /// A change as it was stored.
    ///
    /// @param author who sent it, as authenticated
    /// @param atMs when it was stored, Unix milliseconds
    /// @param position rises within the document, from 1; has gaps
    record Stored(Change change, UserId author, long atMs, long position) {}

    /// A change to be appended.
    ///
    /// @param author who sent it, as authenticated
    record Addition(Change change, UserId author) {}

    /// @param bytes of all change chunks, plain
    /// @param looseChanges not yet in a snapshot
    /// @param looseBytes of these
    record Stats(long changes, long bytes, long looseChanges, long looseBytes) {}

    /// The bounds of a document's log. At a bound, {@link #append} refuses.
    ///
    /// @param changesMax in a document, 1 to 1,000,000
    /// @param bytesMax of a document's chunks, plain; 64 KiB to 256 MiB
    /// @param additionsMax in one call, 1 to 10,000
    record Limits(long changesMax, long bytesMax, int additionsMax) {
        public Limits {
            if (changesMax < 1 || changesMax > 1_000_000) {
                throw new IllegalArgumentException("documents: changesMax must be 1 to 1000000");
            }
            if (bytesMax < 64 << 10 || bytesMax > 256 << 20) {
                throw new IllegalArgumentException("documents: bytesMax must be 64 KiB to 256 MiB");
            }
            if (additionsMax < 1 || additionsMax > 10_000) {
                throw new IllegalArgumentException("documents: additionsMax must be 1 to 10000");
            }
        }

        /// 100,000 changes and 16 MiB a document, 2,000 changes a call.
        public static Limits defaults() {
            return new Limits(100_000, 16 << 20, 2_000);
        }
    }

    Limits limits();

    /// @return false when the id is taken, and nothing was written
    boolean create(Tx tx, DocumentInfo info);

    /// Of a deleted document, {@link DocumentInfo#deleted} is true.
    Optional<DocumentInfo> find(Tx tx, DocumentId id);

    /// By id.
    ///
    /// @param after the last document of the page before, or null
    List<DocumentInfo> ofRoom(Tx tx, RoomId room, @Nullable DocumentId after, int limit);

    /// Adds changes to the log; what is there already is left out of the answer. **Positions become visible in their order**: whoever asks {@link #after} with the greatest
    /// position it saw misses nothing, whichever nodes append at the same time.
    ///
    /// Also to a frozen document: what comes later is outside of its frozen heads, and its owner decides about it.
    ///
    /// @param additions in any order; their dependencies in the log or among them
    /// @return in causal order
    /// @throws UnfitChangesException when the log would not be closed or sound any more; undo the transaction's unit, and append the rest
    /// @throws coffee.crema.realtime.wire.RejectedException `not_found`; `too_many` and `too_large` at a limit
    List<Stored> append(Tx tx, DocumentId id, List<Addition> additions, long nowMs);

    /// The same, of one author.
    default List<Stored> append(
            Tx tx, DocumentId id, List<Change> changes, UserId author, long nowMs) {
        return append(
                tx,
                id,
                changes.stream().map(change -> new Addition(change, author)).toList(),
                nowMs);
    }

    /// All changes, in causal order: that of positions.
    List<Stored> load(Tx tx, DocumentId id);

    /// What was appended after a position, in the order of positions.
    List<Stored> after(Tx tx, DocumentId id, long position, int limit);

    /// What was appended before a position, newest first.
    List<Stored> before(Tx tx, DocumentId id, long position, int limit);

    /// One change.
    Optional<Stored> change(Tx tx, DocumentId id, ChangeHash hash);

    /// All zero for a document that is not there.
    Stats stats(Tx tx, DocumentId id);

    /// What {@link #compact} would put in the place of loose changes: the oldest appends, one at least and together at most `changesMax` changes, and the snapshot before. May be a
    /// reading transaction. Empty when nothing is loose.
    Optional<Uncompacted> uncompacted(Tx tx, DocumentId id, int changesMax);

    /// What a compaction begins with.
    interface Uncompacted {
        DocumentId document();

        /// Deflates it: the slow part, milliseconds for each MiB, outside of any transaction. Any thread.
        Snapshot pack();
    }

    /// Ready to be put in its place.
    interface Snapshot {
        DocumentId document();

        /// That are loose until it is put in its place.
        int changes();

        long packedBytes();
    }

    /// Puts a snapshot in the place of the changes that it contains, which keep author, time and position. Two nodes at once, an append beside it, a kill at any point: nothing is
    /// lost, and of two snapshots made at once the first one stays.
    ///
    /// @return false, and nothing was written, when another was put there since {@link #uncompacted}, or the document was deleted
    boolean compact(Tx tx, Snapshot snapshot);

    /// Marks the document as closed for changes.
    ///
    /// @param heads what it is from now on
    /// @return false when there is no such document
    boolean freeze(Tx tx, DocumentId id, List<ChangeHash> heads);

    /// @return false when there is no such document
    boolean thaw(Tx tx, DocumentId id);

    /// Remembers a change that must never be accepted, in any document. The oldest bans are forgotten beyond {@link #BANS_MAX}.
    ///
    /// @param reason for people; at most 200 characters are kept
    void ban(Tx tx, ChangeHash hash, String reason, long nowMs);

    /// Which of these are banned.
    Set<ChangeHash> banned(Tx tx, Collection<ChangeHash> asked);

    /// Deletes the document and its log; its id stays taken. Harmless when called again, or when there is none.
    void delete(Tx tx, DocumentId id);

    /// How many bans are kept.
    int BANS_MAX = 10_000;
}
