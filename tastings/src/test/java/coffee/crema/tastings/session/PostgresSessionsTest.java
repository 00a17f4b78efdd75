package coffee.crema.tastings.session;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.testing.PostgresServer;
import org.junit.jupiter.api.Nested;

class PostgresSessionsTest {
    private static DatabaseSettings fresh() {
        return DatabaseSettings.of(
                PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.USER);
    }

    @Nested
    class Figures extends FiguresContract {
        @Override
        DatabaseSettings settings() {
            return fresh();
        }

        @Override
        boolean severalNodes() {
            return true;
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
            return true;
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
            return true;
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
            return true;
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
            return true;
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
            return true;
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
            return true;
        }
    }
}
