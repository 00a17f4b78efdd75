package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.Event;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// A transaction on a Jdbi handle, for one piece of work.
///
/// Published events are gathered, and written with those of the whole batch before the commit.
public final class JdbiTx implements Tx {

    record Publication(ChannelName channel, Event event) {}

    private final Handle handle;
    private final boolean writing;
    private final long threadId = Thread.currentThread().threadId();
    private final List<Publication> published = new ArrayList<>(2);
    private boolean ended;

    JdbiTx(Handle handle, boolean writing) {
        this.handle = handle;
        this.writing = writing;
    }

    /// The handle of a transaction, for adapters of other features. Begin, commit and savepoints are not theirs to call.
    ///
    /// @throws IllegalStateException outside of the call or the thread that received the transaction
    public static Handle handle(Tx tx) {
        if (tx instanceof JdbiTx ours) {
            ours.requireOpen();
            return ours.handle;
        }
        throw new IllegalArgumentException("not a transaction of this store");
    }

    @Override
    public void publish(ChannelName channel, Event event) {
        requireOpen();
        if (!writing) {
            throw new IllegalStateException("a read publishes nothing");
        }
        published.add(new Publication(channel, event));
    }

    List<Publication> published() {
        return published;
    }

    void end() {
        ended = true;
    }

    private void requireOpen() {
        if (ended || Thread.currentThread().threadId() != threadId) {
            throw new IllegalStateException("the transaction is of another call or thread");
        }
    }
}
