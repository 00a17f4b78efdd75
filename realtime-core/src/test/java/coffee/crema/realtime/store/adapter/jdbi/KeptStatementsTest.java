package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptStatementsTest {
    private static final String ONE = "SELECT name FROM cup WHERE id = :id";

    @TempDir Path folder;
    private Jdbi jdbi;
    private Handle handle;

    @BeforeEach
    void open() {
        jdbi = Jdbi.create("jdbc:sqlite:" + folder.resolve("kept.db"));
        jdbi.setStatementBuilderFactory(new KeptStatements());
        handle = jdbi.open();
        handle.execute("CREATE TABLE cup (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        for (int id = 1; id <= 3; id++) {
            handle.execute("INSERT INTO cup VALUES (?, ?)", id, "cup " + id);
        }
    }

    @AfterEach
    void close() {
        handle.close();
    }

    @Test
    void a_statement_is_prepared_once_and_gets_new_parameters() throws SQLException {
        StatementBuilder builder = handle.getStatementBuilder();
        var connection = handle.getConnection();
        var context = context();

        PreparedStatement first = builder.create(connection, ONE, context);
        PreparedStatement meanwhile = builder.create(connection, ONE, context);
        builder.close(connection, ONE, first);
        PreparedStatement again = builder.create(connection, ONE, context);

        assertThat(meanwhile).isNotSameAs(first);
        assertThat(again).isSameAs(first);
        assertThat(name(1)).isEqualTo("cup 1");
        assertThat(name(3)).isEqualTo("cup 3");
    }

    @Test
    void a_statement_that_failed_leaves_nothing_behind() {
        String insert = "INSERT INTO cup VALUES (?, ?)";

        assertThatThrownBy(() -> handle.execute(insert, 1, "taken"))
                .isInstanceOf(UnableToExecuteStatementException.class);
        handle.execute("begin immediate");
        handle.execute(insert, 4, "cup 4");
        handle.execute("commit");

        assertThat(name(4)).isEqualTo("cup 4");
    }

    @Test
    void a_query_that_was_not_read_to_its_end_holds_no_lock() {
        try (var query = handle.createQuery("SELECT name FROM cup ORDER BY id")) {
            assertThat(query.mapTo(String.class).findFirst()).contains("cup 1");
        }

        try (Handle other = jdbi.open()) {
            other.execute("begin exclusive");
            other.execute("INSERT INTO cup VALUES (5, 'cup 5')");
            other.execute("commit");
        }

        assertThat(name(5)).isEqualTo("cup 5");
    }

    @Test
    void only_so_many_are_kept() throws SQLException {
        StatementBuilder builder = handle.getStatementBuilder();
        var connection = handle.getConnection();
        PreparedStatement oldest = builder.create(connection, "SELECT 0", context());
        builder.close(connection, "SELECT 0", oldest);
        for (int i = 1; i <= KeptStatements.KEPT_MAX + 5; i++) {
            String sql = "SELECT " + i;
            builder.close(connection, sql, builder.create(connection, sql, context()));
        }

        assertThat(oldest.isClosed()).isTrue();
    }

    private String name(int id) {
        return handle.createQuery(ONE).bind("id", id).mapTo(String.class).one();
    }

    private StatementContext context() {
        return handle.createQuery("SELECT 1").getContext();
    }
}
