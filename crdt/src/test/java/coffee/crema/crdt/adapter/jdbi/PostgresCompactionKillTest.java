package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.Editor;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The backend of a compaction on PostgreSQL is ended at each of its statements: nothing is lost, and it is done by the next try.
final class PostgresCompactionKillTest {

    private final DatabaseSettings settings = Log.postgres();

    /// @param locked a row of it is held by somebody else, so that the statement that writes it waits
    @ParameterizedTest
    @ValueSource(
            strings = {
                "document where id",
                "document_snapshot where document",
                "document_log where document"
            })
    void a_compaction_that_is_ended_at_a_statement_loses_nothing(String locked) throws Exception {
        try (var log = new Log(settings, "one");
                var two = new Log(settings, "two");
                Connection side = connect()) {
            DocumentId id = log.document();
            var editor = new Editor("aa");
            var all = new ArrayList<>(log.append(id, editor.edits(60)));
            all.addAll(log.append(id, editor.edits(40)));
            log.compact(id, 60);
            all.addAll(log.append(id, editor.edits(20)));
            var snapshot = log.read(tx -> log.store.uncompacted(tx, id, 100)).orElseThrow().pack();
            side.setAutoCommit(false);
            execute(side, "select 1 from " + locked + " = '" + id.value() + "' for update");

            var compacted = log.database.write("lane", tx -> log.store.compact(tx, snapshot));
            long first = awaitWaiting();
            assertThat(two.load(id)).isEqualTo(all);
            end(first);
            long second = awaitWaiting();
            assertThat(second).as("it is tried again, on another connection").isNotEqualTo(first);
            assertThat(two.load(id)).isEqualTo(all);
            assertThat(two.stats(id).looseChanges()).isEqualTo(60);

            side.rollback();
            assertThat(Log.get(compacted)).isTrue();
            assertThat(two.stats(id).looseChanges()).isZero();
            List<Stored> more = two.append(id, editor.edits(3));
            all.addAll(more);
            assertThat(two.load(id)).isEqualTo(all);
        }
    }

    /// Until one backend of this database waits for a lock.
    private long awaitWaiting() {
        return await().until(this::waiting, pid -> pid != 0);
    }

    private long waiting() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select pid from pg_stat_activity
                                where datname = current_database() and wait_event_type = 'Lock'
                                """)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void end(long pid) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "select pg_terminate_backend(" + pid + ")");
        }
        await().until(() -> waiting() != pid);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }
}
