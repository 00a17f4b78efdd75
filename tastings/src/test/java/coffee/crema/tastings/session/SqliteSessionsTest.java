package coffee.crema.tastings.session;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionsTest {
    @TempDir Path folder;

    private DatabaseSettings fresh() {
        return DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("crema.db"), "", "");
    }

    @Nested
    class Figures extends FiguresContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return false;
        }
    }

    @Nested
    class Progress extends ProgressContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return false;
        }
    }

    @Nested
    class Files extends FilesContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return false;
        }
    }

    @Nested
    class ClosedRoom extends ClosedRoomContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return false;
        }
    }

    @Nested
    class Panel extends PanelContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return false;
        }
    }

    @Nested
    class Clock extends ClockContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return false;
        }
    }

    @Nested
    class Table extends TableContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return false;
        }
    }
}
