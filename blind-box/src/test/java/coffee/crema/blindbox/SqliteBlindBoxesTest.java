package coffee.crema.blindbox;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteBlindBoxesTest extends BlindBoxesContract {
    @TempDir Path folder;

    @Override
    DatabaseSettings settings() {
        return DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("crema.db"), "", "");
    }
}
