package coffee.crema.rooms;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// Empty stores for tests: a fresh SQLite file, or a fresh database of a real PostgreSQL that the tests of this JVM share.
public final class Stores {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Stores() {}

    public static DatabaseSettings sqlite(Path folder) {
        return DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("crema.db"), "", "");
    }

    public static DatabaseSettings postgres() {
        String name = "rooms" + NEXT.incrementAndGet();
        try (Connection connection = Shared.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return DatabaseSettings.of(
                Shared.SERVER.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
