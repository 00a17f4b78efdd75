package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.StoreUnavailableException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of connections of one kind, as many as there are threads that use it.
final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Connections(Dialect dialect, HikariConfig config) {
        this.dialect = dialect;
        try {
            this.pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreUnavailableException("the database cannot be reached", e);
        }
        this.jdbi = Jdbi.create(pool);
        dialect.tune(jdbi);
        // What is written must not reach a log by way of an exception.
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(StatementExceptions.MessageRendering.NONE);
        // Transactions are begun and ended here, not by Jdbi.
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    }

    static Connections forWriting(Dialect dialect, DatabaseSettings settings) {
        HikariConfig config = config("crema-write", settings, settings.writers());
        dialect.writing(config, settings);
        return new Connections(dialect, config);
    }

    static Connections forReading(Dialect dialect, DatabaseSettings settings) {
        HikariConfig config = config("crema-read", settings, settings.readers());
        dialect.reading(config, settings);
        return new Connections(dialect, config);
    }

    private static HikariConfig config(String name, DatabaseSettings settings, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setValidationTimeout(Math.min(1_000, settings.connectTimeout().toMillis()));
        return config;
    }

    /// @throws RuntimeException when none is to be had in time
    Handle open() {
        return jdbi.open();
    }

    /// Undoes what was not committed. A connection that cannot do so is thrown away, and the database undoes it.
    void rollBack(Handle handle) {
        try {
            dialect.rollback(handle.getConnection());
        } catch (SQLException e) {
            LOG.debug("could not roll back: {}", e.toString());
            pool.evictConnection(handle.getConnection());
        }
    }

    void close(Handle handle) {
        try {
            handle.close();
        } catch (RuntimeException e) {
            LOG.debug("could not give a connection back: {}", e.toString());
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
