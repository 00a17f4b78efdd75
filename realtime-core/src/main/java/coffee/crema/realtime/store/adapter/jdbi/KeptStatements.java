package coffee.crema.realtime.store.adapter.jdbi;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/// Keeps SQLite's prepared statements with their connection: to compile one takes longer than to run it, and neither the driver nor the pool keeps them. (PostgreSQL's driver does.)
///
/// A statement is with its user or here, never both; one that failed is not kept.
///
/// **Threading.** Any; a connection has one user at a time.
final class KeptStatements implements StatementBuilderFactory, StatementBuilder {
    /// Of one connection; the one not used for longest is given up.
    static final int KEPT_MAX = 256;

    private final StatementBuilder plain = new DefaultStatementBuilder();
    private final Map<SQLiteConnection, Kept> kept = new ConcurrentHashMap<>();

    /// By SQL, the newest last.
    private static final class Kept extends LinkedHashMap<String, PreparedStatement> {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public StatementBuilder createStatementBuilder(Connection connection) {
        return this;
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return plain.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context)
            throws SQLException {
        if (context.isReturningGeneratedKeys() || context.isConcurrentUpdatable()) {
            return plain.create(connection, sql, context);
        }
        return take(connection, sql);
    }

    private PreparedStatement take(Connection connection, String sql) throws SQLException {
        var own = connection.unwrap(SQLiteConnection.class);
        @Nullable PreparedStatement known = keptOf(own).remove(sql);
        return known == null ? own.prepareStatement(sql) : known;
    }

    /// For a statement that Jdbi has nothing to do with.
    <T> T with(Connection connection, String sql, JdbiTx.Use<T> use) throws SQLException {
        PreparedStatement statement = take(connection, sql);
        boolean sound = false;
        try {
            T result = use.of(statement);
            sound = true;
            return result;
        } finally {
            if (sound) {
                close(connection, sql, statement);
            } else {
                statement.close();
            }
        }
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return plain.createCall(connection, sql, context);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (!(statement instanceof PreparedStatement prepared)
                || !(statement instanceof CoreStatement own)
                || own.pointer.isClosed()) {
            statement.close();
            return;
        }
        // A statement that was not run to its end would keep its lock.
        own.pointer.safeRunInt(DB::reset);
        prepared.clearParameters();
        Kept ofConnection = keptOf(own.conn);
        PreparedStatement other = ofConnection.put(sql, prepared);
        if (other == null && ofConnection.size() > KEPT_MAX) {
            other = ofConnection.pollFirstEntry().getValue();
        }
        if (other != null) {
            other.close();
        }
    }

    private Kept keptOf(SQLiteConnection connection) {
        Kept known = kept.get(connection);
        if (known == null) {
            // A new connection takes the place of one that is gone, with its statements.
            kept.keySet().removeIf(KeptStatements::isGone);
            known = kept.computeIfAbsent(connection, each -> new Kept());
        }
        return known;
    }

    private static boolean isGone(SQLiteConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
