package coffee.crema.realtime.store.adapter.jdbi;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// PostgreSQL: writers read what is committed (`read committed`), readers see one state (`repeatable read`).
final class PostgresDialect implements Dialect {

    private static final Set<String> REPEAT = Set.of("40001", "40P01");

    /// By class: insufficient resources, operator intervention, system error; a lock that was not to be had, a database that only reads, a transaction left idle.
    private static final Set<String> UNABLE_CLASSES = Set.of("53", "57", "58");

    private static final Set<String> UNABLE = Set.of("55P03", "25006", "25P03", "25P04");

    /// The server ends the connection, or does not take any yet.
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03", "57P05");

    @Override
    public void prepare(DatabaseSettings settings) {}

    @Override
    public void writing(HikariConfig config, DatabaseSettings settings) {
        common(config, settings);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    }

    @Override
    public void reading(HikariConfig config, DatabaseSettings settings) {
        common(config, settings);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setReadOnly(true);
    }

    /// Nothing waits for ever: the server ends statements, and transactions of a node that hangs (they hold locks); the driver ends what the server does not answer.
    private static void common(HikariConfig config, DatabaseSettings settings) {
        long timeoutMs = settings.timeout().toMillis();
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setAutoCommit(false);
        config.addDataSourceProperty("ApplicationName", "crema");
        // The detail names the values that were written.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty(
                "connectTimeout", seconds(settings.connectTimeout().toMillis()));
        config.addDataSourceProperty("loginTimeout", seconds(settings.connectTimeout().toMillis()));
        config.addDataSourceProperty("socketTimeout", seconds(timeoutMs + 1_000));
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout="
                        + timeoutMs
                        + " -c idle_in_transaction_session_timeout="
                        + timeoutMs);
    }

    /// Rounded up: 0 would mean for ever.
    private static String seconds(long millis) {
        return Long.toString((millis + 999) / 1_000);
    }

    /// The driver begins with the first statement.
    @Override
    public void begin(Connection connection) {}

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public void renewSavepoint(Statement statement, String name) throws SQLException {
        statement.execute("release savepoint " + name + "; savepoint " + name);
    }

    @Override
    public Trouble trouble(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() != 5) {
            return Trouble.OWN;
        }
        if (REPEAT.contains(state)) {
            return Trouble.REPEAT;
        }
        if (state.startsWith("08") || LOST.contains(state)) {
            return Trouble.LOST;
        }
        return UNABLE.contains(state) || UNABLE_CLASSES.contains(state.substring(0, 2))
                ? Trouble.UNABLE
                : Trouble.OWN;
    }
}
