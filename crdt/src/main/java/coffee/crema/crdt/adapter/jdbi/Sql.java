package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements by hand: a log is written thousands of times a second, and Jdbi's own cost shows there.
final class Sql {

    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private Sql() {}

    static int update(Tx tx, String sql, Object... values) {
        return JdbiTx.statement(
                tx,
                sql,
                statement -> {
                    bind(statement, values);
                    return statement.executeUpdate();
                });
    }

    static <T> List<T> list(Tx tx, String sql, RowMapper<T> mapper, Object... values) {
        return JdbiTx.statement(
                tx,
                sql,
                statement -> {
                    bind(statement, values);
                    return rows(statement, mapper);
                });
    }

    static <T> Optional<T> one(Tx tx, String sql, RowMapper<T> mapper, Object... values) {
        return list(tx, sql, mapper, values).stream().findFirst();
    }

    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper)
            throws SQLException {
        var into = new ArrayList<T>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                into.add(mapper.map(row));
            }
        }
        return into;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
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
