package coffee.crema.tastings.session;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.testing.PostgresServer;

class PostgresTastingsTest extends TastingsContract {
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
