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
public interface DocumentStore {

    /// A change as it was stored.
    ///
    /// @param author who sent it, as authenticated
    /// @param atMs when it was stored, Unix milliseconds
    /// @param position rises within the document; has gaps
    record Stored(Change change, UserId author, long atMs, long position) {}

    /// @param bytes of all change chunks
    /// @param looseChanges not yet in a snapshot
    /// @param looseBytes of these
    record Stats(long changes, long bytes, long looseChanges, long looseBytes) {}

    /// @return false when the id is taken, and nothing was written
    boolean create(Tx tx, DocumentInfo info);

    Optional<DocumentInfo> find(Tx tx, DocumentId id);

    /// By id.
    ///
    /// @param after the last document of the page before, or null
    List<DocumentInfo> ofRoom(Tx tx, RoomId room, @Nullable DocumentId after, int limit);

    /// Adds changes to the log; what is there already is left out of the answer. **A position that a reader has seen is never followed by a smaller one**: who asks
    /// {@link #after} with the greatest position it saw misses nothing.
    ///
    /// @param changes in causal order, their dependencies in the log or among them
    List<Stored> append(Tx tx, DocumentId id, List<Change> changes, UserId author, long nowMs);

    /// All changes, in causal order.
    List<Stored> load(Tx tx, DocumentId id);

    /// What was appended after a position, in the order of positions.
    List<Stored> after(Tx tx, DocumentId id, long position, int limit);

    Stats stats(Tx tx, DocumentId id);

    /// Replaces loose changes by one snapshot that holds them, author, time and position included. Two nodes at once, or a kill at any point, lose nothing.
    ///
    /// @return whether anything was gained
    boolean compact(Tx tx, DocumentId id);

    /// Closes the document for changes.
    ///
    /// @param heads what it is from now on
    void freeze(Tx tx, DocumentId id, List<ChangeHash> heads);

    void thaw(Tx tx, DocumentId id);

    /// Remembers a change that must never be accepted, in any document.
    void ban(Tx tx, ChangeHash hash, String reason, long nowMs);

    /// Which of these are banned.
    Set<ChangeHash> banned(Tx tx, Collection<ChangeHash> asked);

    /// The document and its log.
    void delete(Tx tx, DocumentId id);
}
