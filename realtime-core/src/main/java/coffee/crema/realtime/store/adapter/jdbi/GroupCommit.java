package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One try at a batch: a transaction, a savepoint for each piece, the events of all, one commit.
///
/// A savepoint that was rolled back to stands, and one that was left is renewed: so a piece costs at most one statement more.
final class GroupCommit {

    private static final String SAVEPOINT = "piece";

    /// What came of a try.
    sealed interface Outcome {
        /// Committed, or undone where nothing was to be kept: the pieces can be settled.
        record Done(List<Outbox.Row> written) implements Outcome {}

        /// Nothing was committed.
        record Undone(Trouble trouble, Exception cause) implements Outcome {}

        /// No connection is to be had.
        record Unreachable(Exception cause) implements Outcome {}

        /// The commit was sent and its answer is missing.
        record Unknown(Exception cause, boolean wroteEvents) implements Outcome {}
    }

    private final Connections connections;
    private final Dialect dialect;
    private final OutboxWriter outbox;
    private final StoreMeters meters;

    GroupCommit(Connections connections, Dialect dialect, OutboxWriter outbox, StoreMeters meters) {
        this.connections = connections;
        this.dialect = dialect;
        this.outbox = outbox;
        this.meters = meters;
    }

    Outcome attempt(List<Piece<?>> batch) {
        Handle handle;
        try {
            handle = connections.open();
        } catch (RuntimeException e) {
            return new Outcome.Unreachable(e);
        }
        try {
            return attempt(handle, batch);
        } finally {
            connections.close(handle);
        }
    }

    private Outcome attempt(Handle handle, List<Piece<?>> batch) {
        List<Outbox.Row> rows;
        try {
            dialect.begin(handle.getConnection());
            var kept = new Kept();
            if (batch.size() == 1) {
                runAlone(handle, batch.getFirst(), kept);
            } else {
                runTogether(handle, batch, kept);
            }
            if (kept.pieces == 0) {
                connections.rollBack(handle);
                return new Outcome.Done(List.of());
            }
            rows = outbox.write(handle, kept.publications);
        } catch (BrokenBatchException e) {
            connections.rollBack(handle);
            return new Outcome.Undone(e.trouble, e);
        } catch (SQLException | RuntimeException e) {
            connections.rollBack(handle);
            return new Outcome.Undone(dialect.trouble(e), e);
        }
        return commit(handle, rows);
    }

    private Outcome commit(Handle handle, List<Outbox.Row> rows) {
        Connection connection = handle.getConnection();
        try {
            long start = System.nanoTime();
            dialect.commit(connection);
            meters.committed(System.nanoTime() - start);
            return new Outcome.Done(rows);
        } catch (SQLException e) {
            connections.rollBack(handle);
            return switch (dialect.trouble(e)) {
                case REPEAT -> new Outcome.Undone(Trouble.REPEAT, e);
                // The server answered, and said no.
                case OWN -> new Outcome.Undone(Trouble.OWN, e);
                case LOST, UNABLE -> new Outcome.Unknown(e, !rows.isEmpty());
            };
        }
    }

    /// What of a batch is to be committed.
    private static final class Kept {
        private final List<JdbiTx.Publication> publications = new ArrayList<>();
        private int pieces;

        void keep(JdbiTx tx) {
            pieces++;
            publications.addAll(tx.published());
        }
    }

    private void runAlone(Handle handle, Piece<?> piece, Kept kept) throws BrokenBatchException {
        var tx = new JdbiTx(handle, true);
        Throwable failure = piece.run(tx);
        if (failure == null) {
            kept.keep(tx);
        } else {
            requireOwn(failure);
        }
    }

    private void runTogether(Handle handle, List<Piece<?>> batch, Kept kept)
            throws SQLException, BrokenBatchException {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute("savepoint " + SAVEPOINT);
            for (int i = 0; i < batch.size(); i++) {
                Piece<?> piece = batch.get(i);
                var tx = new JdbiTx(handle, true);
                Throwable failure = piece.run(tx);
                if (failure == null) {
                    failure = leave(statement, piece, i == batch.size() - 1);
                }
                if (failure == null) {
                    kept.keep(tx);
                } else {
                    requireOwn(failure);
                    statement.execute("rollback to savepoint " + SAVEPOINT);
                }
            }
        }
    }

    /// Fails where the piece hid a failure from us: then its transaction cannot go on.
    private @Nullable Throwable leave(Statement statement, Piece<?> piece, boolean last) {
        try {
            if (last) {
                statement.execute("release savepoint " + SAVEPOINT);
            } else {
                dialect.renewSavepoint(statement, SAVEPOINT);
            }
            return null;
        } catch (SQLException e) {
            piece.undone(e);
            return e;
        }
    }

    private void requireOwn(Throwable failure) throws BrokenBatchException {
        Trouble trouble = dialect.trouble(failure);
        if (trouble != Trouble.OWN) {
            throw new BrokenBatchException(trouble, failure);
        }
    }

    /// A piece failed for the database's sake, and so does the batch.
    private static final class BrokenBatchException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Trouble trouble;

        BrokenBatchException(Trouble trouble, Throwable cause) {
            super(cause);
            this.trouble = trouble;
        }
    }
}
