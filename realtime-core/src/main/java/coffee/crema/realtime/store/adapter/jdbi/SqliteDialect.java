package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.StoreUnavailableException;
import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/// SQLite: a file, one writer, readers beside it.
///
/// Transactions are begun and ended by statements: the driver's own `commit` begins the next transaction at once, and would hold the write lock while idle.
final class SqliteDialect implements Dialect {

    /// The write-ahead log is cut back to this size after a burst.
    private static final int LOG_BYTES_MAX = 64 * 1024 * 1024;

    /// Makes the file's folder.
    @Override
    public void prepare(DatabaseSettings settings) {
        Path file = Path.of(settings.url().substring(DatabaseSettings.SQLITE.length()));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new StoreUnavailableException("the database's folder cannot be made", e);
            }
            SqliteLibrary.placeIn(folder);
        }
    }

    @Override
    public void writing(HikariConfig config, DatabaseSettings settings) {
        var sqlite = common(settings);
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setJournalSizeLimit(LOG_BYTES_MAX);
        use(config, settings, sqlite);
    }

    @Override
    public void reading(HikariConfig config, DatabaseSettings settings) {
        var sqlite = common(settings);
        sqlite.setReadOnly(true);
        use(config, settings, sqlite);
        // Or the pool would try to make them writable.
        config.setReadOnly(true);
    }

    private static SQLiteConfig common(DatabaseSettings settings) {
        var sqlite = new SQLiteConfig();
        sqlite.enforceForeignKeys(true);
        sqlite.setBusyTimeout((int) settings.timeout().toMillis());
        return sqlite;
    }

    private static void use(HikariConfig config, DatabaseSettings settings, SQLiteConfig sqlite) {
        var source = new SQLiteDataSource(sqlite);
        source.setUrl(settings.url());
        config.setDataSource(source);
        // A file does not go stale.
        config.setMaxLifetime(0);
    }

    @Override
    public void tune(Jdbi jdbi) {
        jdbi.setStatementBuilderFactory(new KeptStatements());
    }

    /// Takes the write lock at once: one that reads first and writes later could fail in the middle.
    @Override
    public void begin(Connection connection) throws SQLException {
        execute(connection, connection.isReadOnly() ? "begin" : "begin immediate");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "commit");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        execute(connection, "rollback");
    }

    @Override
    public void renewSavepoint(Statement statement, String name) throws SQLException {
        statement.execute("release savepoint " + name);
        statement.execute("savepoint " + name);
    }

    @Override
    public Trouble trouble(SQLException failure) {
        // The lower byte is the primary code, the rest says more.
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xff);
        return switch (code) {
            case SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_NOMEM,
                    SQLITE_READONLY,
                    SQLITE_INTERRUPT,
                    SQLITE_IOERR,
                    SQLITE_CORRUPT,
                    SQLITE_FULL,
                    SQLITE_CANTOPEN,
                    SQLITE_PROTOCOL,
                    SQLITE_NOTADB ->
                    Trouble.UNABLE;
            // The other 150 names are of statements gone wrong.
            default -> Trouble.OWN;
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
