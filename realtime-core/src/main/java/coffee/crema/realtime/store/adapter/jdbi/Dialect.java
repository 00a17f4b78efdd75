package coffee.crema.realtime.store.adapter.jdbi;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What differs between the databases: not the queries, but how to connect, to begin and to fail.
sealed interface Dialect permits SqliteDialect, PostgresDialect {

    static Dialect of(DatabaseSettings settings) {
        return settings.sqlite() ? new SqliteDialect() : new PostgresDialect();
    }

    /// Before the first connection.
    void prepare(DatabaseSettings settings);

    /// Adds how to connect for writing.
    void writing(HikariConfig config, DatabaseSettings settings);

    /// Adds how to connect for reading: nothing can be written on these.
    void reading(HikariConfig config, DatabaseSettings settings);

    /// Once for each pool.
    default void tune(Jdbi jdbi) {}

    /// Begins a transaction: one that may write, on a connection for writing.
    void begin(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /// Leaves the savepoint `name` and sets it anew, in one round trip where the database is far.
    void renewSavepoint(Statement statement, String name) throws SQLException;

    Trouble trouble(SQLException failure);

    /// @param failure with the database's own among its causes, or without
    default Trouble trouble(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return sql == null ? Trouble.OWN : trouble(sql);
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
