package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;

final class PostgresDocumentStoreTest extends DocumentStoreContract {
    @Override
    DatabaseSettings settings() {
        return Log.postgres();
    }
}
