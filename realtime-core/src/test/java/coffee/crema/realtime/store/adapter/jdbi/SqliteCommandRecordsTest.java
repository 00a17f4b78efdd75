package coffee.crema.realtime.store.adapter.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCommandRecordsTest extends CommandRecordsContract {
    @TempDir Path folder;

    @Override
    protected DatabaseSettings settings() {
        return SqliteFile.in(folder);
    }
}
