package coffee.crema.realtime.store.adapter.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDatabaseTest extends DatabaseContract {
    @TempDir Path folder;

    @Override
    protected DatabaseSettings settings() {
        return SqliteFile.in(folder);
    }
}
