package coffee.crema.crdt;

import coffee.crema.realtime.UserId;
import coffee.crema.rooms.RoomId;
import java.util.List;
import java.util.Optional;

/// What a document is, as SQL keeps it; its content is the log of its changes.
///
/// @param kind which {@link DocumentPolicy} decides about it, for example {@link #OPEN}; 1 to {@link #KIND_CHARS_MAX} characters
/// @param room the room that it belongs to
/// @param owner the one user that it belongs to
/// @param frozen whether it is closed for changes
/// @param frozenHeads what it was when it was frozen; empty when it is not
public record DocumentInfo(
        DocumentId id,
        String kind,
        Optional<RoomId> room,
        Optional<UserId> owner,
        UserId createdBy,
        long createdAtMs,
        boolean frozen,
        List<ChangeHash> frozenHeads) {

    /// A plain document of a room (by role) or of a user (by owner).
    public static final String OPEN = "open";

    /// What is left of a deleted document, so that its id is never used again. Nobody may read it.
    public static final String DELETED = "deleted";

    public static final int KIND_CHARS_MAX = 32;

    public DocumentInfo {
        if (kind.isEmpty() || kind.length() > KIND_CHARS_MAX) {
            throw new IllegalArgumentException("not a kind of document");
        }
        if (room.isEmpty() && owner.isEmpty()) {
            throw new IllegalArgumentException("a document belongs to a room or to a user");
        }
        frozenHeads = List.copyOf(frozenHeads);
    }

    public boolean deleted() {
        return kind.equals(DELETED);
    }
}
