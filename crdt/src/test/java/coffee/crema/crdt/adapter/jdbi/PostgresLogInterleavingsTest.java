package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;

final class PostgresLogInterleavingsTest extends LogInterleavings {
    @Override
    DatabaseSettings settings() {
        return Log.postgres();
    }
}
