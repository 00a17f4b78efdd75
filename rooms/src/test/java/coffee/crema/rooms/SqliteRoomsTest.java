package coffee.crema.rooms;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRoomsTest extends RoomsContract {
    @TempDir Path folder;

    @Override
    DatabaseSettings settings() {
        return Stores.sqlite(folder);
    }
}
