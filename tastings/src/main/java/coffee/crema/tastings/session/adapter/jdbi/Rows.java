package coffee.crema.tastings.session.adapter.jdbi;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.form.FormRef;
import coffee.crema.tastings.session.Cupper;
import coffee.crema.tastings.session.Identity;
import coffee.crema.tastings.session.Moment;
import coffee.crema.tastings.session.Ordering;
import coffee.crema.tastings.session.Sample;
import coffee.crema.tastings.session.Step;
import coffee.crema.tastings.session.Tasting;
import coffee.crema.tastings.session.TastingEvent.Audience;
import coffee.crema.tastings.session.TastingId;
import coffee.crema.tastings.session.TastingStore.Logged;
import coffee.crema.tastings.session.Timetable;
import coffee.crema.tastings.sheet.Version;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Rows as records, and back.
final class Rows {
    private final WireMapper mapper;

    Rows(WireMapper mapper) {
        this.mapper = mapper;
    }

    /// Times of steps by name, in seconds.
    record Times(Map<String, Integer> seconds) {}

    String times(Timetable timetable) {
        Map<String, Integer> seconds = new java.util.TreeMap<>();
        timetable
                .times()
                .forEach((step, time) -> seconds.put(step.wireName(), (int) time.toSeconds()));
        return text(new Times(seconds));
    }

    String text(Object value) {
        return new String(mapper.toJson(value), StandardCharsets.UTF_8);
    }

    Tasting tasting(ResultSet row) throws SQLException {
        return new Tasting(
                new TastingId(row.getString("id")),
                new RoomId(row.getString("room")),
                row.getString("title"),
                new FormRef(row.getString("form_id"), row.getInt("form_version")),
                row.getInt("cups"),
                Ordering.valueOf(row.getString("ordering").toUpperCase(Locale.ROOT)),
                new Timetable(
                        row.getInt("flights"),
                        row.getInt("calibration") != 0,
                        row.getInt("automatic") != 0,
                        times(row.getString("times"))),
                new UserId(row.getString("created_by")),
                row.getLong("created_at_ms"),
                Optional.ofNullable(row.getString("notes")),
                Optional.ofNullable(row.getString("consensus")),
                moment(row));
    }

    private Map<Step, Duration> times(String json) {
        Map<Step, Duration> times = new EnumMap<>(Step.class);
        mapper.fromJson(json.getBytes(StandardCharsets.UTF_8), Times.class)
                .seconds()
                .forEach((name, seconds) ->
                        times.put(Step.find(name).orElseThrow(), Duration.ofSeconds(seconds)));
        return times;
    }

    private static Moment moment(ResultSet row) throws SQLException {
        return new Moment(
                Step.find(row.getString("step")).orElseThrow(),
                row.getInt("flight"),
                row.getLong("seq"),
                row.getLong("started_at_ms"),
                optionalLong(row, "due_at_ms"),
                optionalLong(row, "paused_at_ms"),
                row.getInt("told") != 0);
    }

    Sample sample(ResultSet row) throws SQLException {
        OptionalLong target = optionalLong(row, "target_hundredths");
        return new Sample(
                row.getString("code"),
                row.getInt("place"),
                row.getInt("flight"),
                mapper.fromJson(
                        row.getString("identity").getBytes(StandardCharsets.UTF_8), Identity.class),
                Optional.ofNullable(row.getString("owner")).map(UserId::new),
                target.isPresent() ? OptionalInt.of((int) target.getAsLong()) : OptionalInt.empty(),
                optionalLong(row, "revealed_at_ms"));
    }

    static Cupper cupper(ResultSet row) throws SQLException {
        String order = row.getString("presentation");
        return new Cupper(
                new UserId(row.getString("user_id")),
                row.getString("name"),
                row.getInt("place"),
                order.isEmpty() ? List.of() : List.of(order.split(" ")),
                Optional.ofNullable(row.getString("sheet")),
                Optional.ofNullable(row.getString("calibrated")).map(Version::parse),
                Optional.ofNullable(row.getString("frozen")).map(Version::parse),
                row.getInt("late") != 0);
    }

    static Logged logged(ResultSet row) throws SQLException {
        return new Logged(
                row.getLong("number"),
                row.getLong("at_ms"),
                Audience.valueOf(row.getString("audience")),
                row.getString("name"),
                row.getString("data").getBytes(StandardCharsets.UTF_8));
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
