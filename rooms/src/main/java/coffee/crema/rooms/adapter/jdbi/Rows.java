package coffee.crema.rooms.adapter.jdbi;

import coffee.crema.realtime.UserId;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.Room;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomMember;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.Standing;
import coffee.crema.rooms.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// How rows are read.
final class Rows {
    private Rows() {}

    /// Of the columns of `room`.
    static Room room(ResultSet row) throws SQLException {
        return new Room(
                new RoomId(row.getString("id")),
                RoomType.parse("type", row.getString("type")),
                row.getString("title"),
                new UserId(row.getString("owner")),
                Visibility.parse("visibility", row.getString("visibility")),
                row.getInt("capacity"),
                row.getInt("slow_mode_ms"),
                row.getInt("closed") != 0,
                row.getLong("created_at_ms"),
                row.getLong("version"));
    }

    /// Of the columns of `room_member`.
    static RoomMember member(ResultSet row) throws SQLException {
        return new RoomMember(
                new UserId(row.getString("user_id")),
                row.getString("name"),
                Role.parse("role", row.getString("role")),
                row.getInt("seated") != 0,
                row.getInt("guest") != 0);
    }

    /// Of the columns that {@link RoomSql#STANDING} names.
    static Standing standing(ResultSet row) throws SQLException {
        Optional<RoomMember> member =
                row.getString("role") == null ? Optional.empty() : Optional.of(member(row));
        Optional<Role> grant =
                Optional.ofNullable(row.getString("grant_role")).map(r -> Role.parse("role", r));
        long banUntilMs = row.getLong("ban_until_ms");
        Optional<Standing.Ban> ban =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(
                                new Standing.Ban(
                                        banUntilMs,
                                        Optional.ofNullable(row.getString("ban_reason"))));
        return new Standing(
                room(row),
                new UserId(row.getString("user_id")),
                member,
                grant,
                ban,
                row.getLong("mute_until_ms"));
    }
}
