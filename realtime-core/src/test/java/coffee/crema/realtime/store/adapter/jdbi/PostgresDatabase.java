package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.testing.PostgresServer;

/// A new, empty database on a real PostgreSQL.
final class PostgresDatabase {
    private PostgresDatabase() {}

    static DatabaseSettings fresh() {
        return on(PostgresServer.shared());
    }

    static DatabaseSettings on(PostgresServer server) {
        return DatabaseSettings.of(server.newDatabase(), PostgresServer.USER, PostgresServer.USER);
    }
}
