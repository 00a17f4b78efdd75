package coffee.crema.tastings.session;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.testing.PostgresServer;

class PostgresSheetDocumentsTest extends SheetDocumentsContract {
    @Override
    DatabaseSettings settings() {
        return DatabaseSettings.of(
                PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.USER);
    }

    @Override
    boolean severalNodes() {
        return true;
    }
}
