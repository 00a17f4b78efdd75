package coffee.crema.blindbox;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.testing.PostgresServer;

class PostgresBlindBoxesTest extends BlindBoxesContract {
    @Override
    DatabaseSettings settings() {
        return DatabaseSettings.of(
                PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.USER);
    }
}
