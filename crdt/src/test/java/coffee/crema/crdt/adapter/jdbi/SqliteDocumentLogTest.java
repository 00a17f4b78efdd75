package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDocumentLogTest extends DocumentLogContract {
    @TempDir Path folder;

    @Override
    DatabaseSettings settings() {
        return Log.sqlite(folder);
    }
}
