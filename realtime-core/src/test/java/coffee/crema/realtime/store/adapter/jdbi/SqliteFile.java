package coffee.crema.realtime.store.adapter.jdbi;

import java.nio.file.Path;

/// A SQLite database in a folder that does not exist yet.
final class SqliteFile {
    private SqliteFile() {}

    static DatabaseSettings in(Path folder) {
        return DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("new/crema.db"), "", "");
    }
}
