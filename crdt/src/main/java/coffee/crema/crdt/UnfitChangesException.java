package coffee.crema.crdt;

import java.util.List;

/// Changes that must not join a document's log: an actor's second change of one number, or one before which a number is left out, or one whose dependency is not stored. Nothing was appended.
///
/// It happens when two nodes are given different changes of one actor at the same time, or when what was applied before was not stored. The native copy that accepted them
/// knows more than the log: let go of it.
public final class UnfitChangesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never written
    private final List<ChangeHash> changes;

    public UnfitChangesException(String what, List<ChangeHash> changes) {
        super(what, null, false, false);
        this.changes = List.copyOf(changes);
    }

    /// Those that do not fit. What depends on them does not fit either.
    public List<ChangeHash> changes() {
        return changes;
    }
}
