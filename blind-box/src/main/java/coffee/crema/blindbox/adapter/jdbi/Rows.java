package coffee.crema.blindbox.adapter.jdbi;

import coffee.crema.blindbox.BlindBox;
import coffee.crema.blindbox.BlindBoxStore.Ballot;
import coffee.crema.blindbox.BlindBoxStore.Outcome;
import coffee.crema.blindbox.BlindBoxStore.Person;
import coffee.crema.blindbox.BlindBoxStore.Told;
import coffee.crema.blindbox.Course;
import coffee.crema.blindbox.GuessEntry;
import coffee.crema.blindbox.GuessForm;
import coffee.crema.blindbox.Item;
import coffee.crema.blindbox.Moment;
import coffee.crema.blindbox.OrderId;
import coffee.crema.blindbox.State;
import coffee.crema.blindbox.score.Score;
import coffee.crema.blindbox.seal.Sealer.Sealed;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.WireMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Rows as records, and back.
final class Rows {
    private final WireMapper mapper;

    Rows(WireMapper mapper) {
        this.mapper = mapper;
    }

    record Guesses(List<GuessEntry> guesses) {}

    String text(Object value) {
        return new String(mapper.toJson(value), StandardCharsets.UTF_8);
    }

    String guesses(List<GuessEntry> guesses) {
        return text(new Guesses(guesses));
    }

    BlindBox box(ResultSet row) throws SQLException {
        return new BlindBox(
                new OrderId(row.getString("id")),
                row.getString("title"),
                mapper.fromJson(
                        row.getString("form").getBytes(StandardCharsets.UTF_8), GuessForm.class),
                new UserId(row.getString("created_by")),
                row.getLong("created_at_ms"),
                new Course(
                        row.getInt("items"),
                        Duration.ofMillis(row.getLong("countdown_ms")),
                        Duration.ofMillis(row.getLong("interval_ms")),
                        optionalLong(row, "opens_at_ms"),
                        optionalLong(row, "locks_at_ms"),
                        optionalLong(row, "starts_at_ms"),
                        row.getInt("standings") != 0),
                row.getInt("open_to_all") != 0,
                new Moment(
                        State.of(row.getString("state")),
                        row.getLong("seq"),
                        row.getInt("revealed"),
                        optionalLong(row, "started_at_ms"),
                        row.getLong("paused_total_ms"),
                        optionalLong(row, "paused_at_ms")),
                row.getInt("guessers"),
                row.getLong("published"));
    }

    static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getInt("position"),
                row.getString("commitment"),
                new Sealed(row.getString("key_id"), row.getBytes("sealed")));
    }

    static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getLong("seq"),
                row.getLong("at_ms"),
                row.getString("name"),
                row.getString("data").getBytes(StandardCharsets.UTF_8));
    }

    Ballot ballot(ResultSet row) throws SQLException {
        return new Ballot(
                new UserId(row.getString("user_id")),
                row.getString("name"),
                row.getInt("number"),
                row.getLong("at_ms"),
                mapper.fromJson(
                                row.getString("guesses").getBytes(StandardCharsets.UTF_8),
                                Guesses.class)
                        .guesses());
    }

    static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(
                new UserId(row.getString("user_id")),
                row.getString("name"),
                row.getLong("place"),
                new Score(
                        row.getInt("correct"),
                        row.getInt("total"),
                        row.getInt("points"),
                        row.getInt("miscalibration")),
                row.getInt("streak"));
    }

    static Person person(ResultSet row) throws SQLException {
        return new Person(row.getString("name"), row.getInt("hidden") != 0);
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
