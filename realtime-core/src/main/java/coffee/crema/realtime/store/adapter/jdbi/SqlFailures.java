package coffee.crema.realtime.store.adapter.jdbi;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a failure of the database means.
final class SqlFailures {
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;

    /// Full disk, I/O error, cannot open, not a database.
    private static final Set<Integer> SQLITE_LOST = Set.of(10, 11, 13, 14, 26);

    private static final Set<String> AGAIN = Set.of("40001", "40P01");

    private SqlFailures() {}

    /// Deadlock or serialization failure: the same work, alone, may succeed now.
    static boolean isWorthAnotherTry(Throwable failure) {
        SQLException sql = sqlException(failure);
        if (sql == null) {
            return false;
        }
        String state = sql.getSQLState();
        return (state != null && AGAIN.contains(state))
                || (isSqlite(sql)
                        && (sql.getErrorCode() == SQLITE_BUSY
                                || sql.getErrorCode() == SQLITE_LOCKED));
    }

    /// The connection or the database is gone; nothing more can be done with this transaction.
    static boolean isConnectionLost(Throwable failure) {
        SQLException sql = sqlException(failure);
        if (sql == null) {
            return false;
        }
        String state = sql.getSQLState();
        if (state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.equals("57014"))) {
            return true;
        }
        return sql instanceof java.sql.SQLTransientConnectionException
                || sql instanceof java.sql.SQLNonTransientConnectionException
                || (isSqlite(sql) && SQLITE_LOST.contains(sql.getErrorCode() & 0xff));
    }

    private static boolean isSqlite(SQLException failure) {
        return failure.getClass().getName().startsWith("org.sqlite.");
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
