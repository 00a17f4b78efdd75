package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.result.UnableToProduceResultException;

/// Statements by hand: a log is written thousands of times a second, and Jdbi's own cost shows there.
final class Sql {

    /// Of a list of values in one statement. Few shapes, so that the database knows the statements again.
    private static final int[] VALUES = {8, 128};

    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private Sql() {}

    static <T> T with(Tx tx, String sql, Use<T> use) {
        Connection connection = JdbiTx.handle(tx).getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            // The store looks for the cause, to tell whose fault it is.
            throw new UnableToProduceResultException(e);
        }
    }

    static int update(Tx tx, String sql, Object... values) {
        return with(
                tx,
                sql,
                statement -> {
                    bind(statement, values);
                    return statement.executeUpdate();
                });
    }

    static <T> List<T> list(Tx tx, String sql, RowMapper<T> mapper, Object... values) {
        return with(
                tx,
                sql,
                statement -> {
                    bind(statement, values);
                    return rows(statement, mapper, new ArrayList<>());
                });
    }

    static <T> Optional<T> one(Tx tx, String sql, RowMapper<T> mapper, Object... values) {
        return list(tx, sql, mapper, values).stream().findFirst();
    }

    /// Asks for many values, as often as it takes.
    ///
    /// @param sql with one `%s` in the place of the values, after the one for the document
    static <T> List<T> among(
            Tx tx, String sql, String document, List<?> values, RowMapper<T> mapper) {
        var found = new ArrayList<T>();
        int from = 0;
        while (from < values.size()) {
            int left = values.size() - from;
            int shape = left <= VALUES[0] ? VALUES[0] : VALUES[1];
            List<?> some = values.subList(from, from + Math.min(left, shape));
            with(
                    tx,
                    sql.formatted(marks(shape)),
                    statement -> {
                        statement.setString(1, document);
                        for (int i = 0; i < shape; i++) {
                            // The last one again fills the shape.
                            Object value = some.get(Math.min(i, some.size() - 1));
                            bind(statement, i + 2, value);
                        }
                        return rows(statement, mapper, found);
                    });
            from += some.size();
        }
        return found;
    }

    private static String marks(int count) {
        return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(","));
    }

    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper, List<T> into)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                into.add(mapper.map(row));
            }
        }
        return into;
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> throw new IllegalArgumentException("no column is of " + value.getClass());
        }
    }
}
