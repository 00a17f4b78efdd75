package coffee.crema.crdt.document;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.wire.SyncMessage;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client in one document. In the document's turn only.
final class Link {

    /// A sync message that waits.
    ///
    /// @param asks whether it came as `request`: the client has nothing
    record Held(SyncMessage message, boolean asks) {}

    /// What the last answer of the general path was made from: the same again would be answered the same, for ever.
    record Exchange(List<ChangeHash> theirs, List<ChangeHash> ours, List<ChangeHash> need) {}

    final DocumentClient client;

    /// Null until it is known.
    @Nullable Access access;

    /// The policy is being asked.
    boolean asking;

    final ArrayDeque<Held> held = new ArrayDeque<>();

    /// What the client said last, without changes.
    @Nullable SyncMessage last;

    /// It knows all we do, and we know all it does, unless something is on the way: what is new goes to it as it goes to all.
    boolean synced;

    /// It was sent everything up to here that it lacked, on this socket, which keeps order. What its filter hid from us it asks for by name.
    int sent;

    /// An answer of the general path is due.
    boolean owed;

    /// Some of its changes were not taken: heads of its own that we do not know are left alone.
    boolean refused;

    /// Its changes that are on their way into the store.
    int underWay;

    @Nullable Exchange exchange;

    /// How often its rights were asked for; the newest answer counts.
    int questions;

    Link(DocumentClient client) {
        this.client = client;
    }

    boolean mayRead() {
        return access != null && access.mayRead();
    }

    boolean mayWrite() {
        return access != null && access.mayWrite();
    }

    /// Begins anew: it is not known what the client has.
    void restart() {
        synced = false;
        sent = 0;
        exchange = null;
    }
}
