package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of those that read: each piece of work sees one state of the database.
///
/// **Threading.** The work, and what depends on its stages, runs on the reader's own thread. Platform threads: SQLite's calls would pin a virtual thread to its carrier,
/// and there are no more readers than connections anyway.
final class Reader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private final WorkQueue<Piece<?>> queue;
    private final Connections connections;
    private final Dialect dialect;
    private final StoreMeters meters;

    Reader(
            WorkQueue<Piece<?>> queue,
            Connections connections,
            Dialect dialect,
            StoreMeters meters) {
        this.queue = queue;
        this.connections = connections;
        this.dialect = dialect;
        this.meters = meters;
    }

    @Override
    public void run() {
        try {
            for (List<Piece<?>> one = queue.take(1); !one.isEmpty(); one = queue.take(1)) {
                guarded(one.getFirst());
            }
        } catch (InterruptedException e) {
            fail(queue.takeAll(), "the store is closed", e);
        }
    }

    private void guarded(Piece<?> piece) {
        try {
            read(piece);
        } catch (RuntimeException | Error e) {
            LOG.error("a reader of the store failed", e);
            fail(List.of(piece), "the store failed", e);
        }
    }

    private void read(Piece<?> piece) {
        long start = System.nanoTime();
        Trouble trouble = attempt(piece);
        if (trouble == Trouble.LOST) {
            // The pool may have kept a connection whose server is gone; a read can be done again.
            trouble = attempt(piece);
        }
        if (trouble == Trouble.OWN) {
            meters.read(System.nanoTime() - start);
            piece.settle();
        } else {
            fail(List.of(piece), "the database cannot be read now", piece.failure());
        }
    }

    /// @return {@link Trouble#OWN} also when there was none: the piece is to be settled
    private Trouble attempt(Piece<?> piece) {
        Handle handle;
        try {
            handle = connections.open();
        } catch (RuntimeException e) {
            // Who waits now would only wait in vain.
            fail(queue.takeAll(), "the database is away", e);
            piece.undone(e);
            return Trouble.UNABLE;
        }
        try {
            dialect.begin(handle.getConnection());
            Throwable failure = piece.run(new JdbiTx(handle, false));
            return failure == null ? Trouble.OWN : dialect.trouble(failure);
        } catch (SQLException e) {
            piece.undone(e);
            return dialect.trouble(e);
        } finally {
            connections.rollBack(handle);
            connections.close(handle);
        }
    }

    private void fail(List<Piece<?>> pieces, String message, @Nullable Throwable cause) {
        if (!pieces.isEmpty()) {
            meters.failed.increment(pieces.size());
            LOG.warn("{}: {}", message, String.valueOf(cause));
            var failure =
                    cause == null
                            ? new StoreUnavailableException(message)
                            : new StoreUnavailableException(message, cause);
            pieces.forEach(piece -> piece.unavailable(failure));
        }
    }
}
