package coffee.crema.tastings.session;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSheetDocumentsTest extends SheetDocumentsContract {
    @TempDir Path folder;

    @Override
    DatabaseSettings settings() {
        return DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("crema.db"), "", "");
    }

    @Override
    boolean severalNodes() {
        return false;
    }
}
