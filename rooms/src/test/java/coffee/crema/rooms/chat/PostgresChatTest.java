package coffee.crema.rooms.chat;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.rooms.Stores;

class PostgresChatTest extends ChatContract {
    @Override
    DatabaseSettings settings() {
        return Stores.postgres();
    }
}
