package coffee.crema.rooms.chat;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.rooms.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteChatTest extends ChatContract {
    @TempDir Path folder;

    @Override
    DatabaseSettings settings() {
        return Stores.sqlite(folder);
    }
}
