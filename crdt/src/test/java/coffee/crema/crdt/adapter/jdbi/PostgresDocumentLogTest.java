package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;

final class PostgresDocumentLogTest extends DocumentLogContract {
    @Override
    DatabaseSettings settings() {
        return Log.postgres();
    }
}
