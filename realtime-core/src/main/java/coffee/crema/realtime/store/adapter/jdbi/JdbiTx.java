package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.UnableToProduceResultException;

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

    /// What is done with a statement.
    @FunctionalInterface
    public interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /// A statement by hand, for what runs thousands of times a second: Jdbi's own cost shows there. It is compiled once for a connection.
    ///
    /// @param sql one of few texts
    /// @throws IllegalStateException as {@link #handle}
    public static <T> T statement(Tx tx, String sql, Use<T> use) {
        Handle handle = handle(tx);
        try {
            Connection connection = handle.getConnection();
            return handle.getStatementBuilder() instanceof KeptStatements kept
                    ? kept.with(connection, sql, use)
                    : once(connection, sql, use);
        } catch (SQLException e) {
            // The store looks for the cause, to tell whose fault it is.
            throw new UnableToProduceResultException(e);
        }
    }

    private static <T> T once(Connection connection, String sql, Use<T> use) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        }
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
