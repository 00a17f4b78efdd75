package coffee.crema.tastings.session;

import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.store.Tx;
import coffee.crema.rooms.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What rankings are made from. Every method runs inside the caller's transaction and blocks (JDBC).
public interface PointsStore {

    /// What is ranked.
    enum Kind {
        /// Coffees, by the panel's mean.
        SAMPLES,
        /// Cuppers, by how near they were to the rest of the panel.
        CUPPERS;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param member a code of the session, or a user id
    /// @param label a coffee's or a cupper's name
    /// @param points in thousandths
    record Points(Kind kind, String member, String label, long points) {}

    /// Writes what came out of a session, and raises the versions of the boards that it is part of.
    void put(Tx tx, TastingId session, RoomId room, List<Points> points);

    /// @return 0 for a board that nothing was written for
    long version(Tx tx, String board);

    List<Entry> ofSession(Tx tx, TastingId session, Kind kind, int limit);

    /// Coffees as `{session}/{code}`; cuppers once, with the mean over their sessions.
    List<Entry> ofRoom(Tx tx, RoomId room, Kind kind, int limit);

    /// Names of members of {@link #ofSession}.
    Map<String, String> labels(Tx tx, TastingId session, Kind kind, Collection<String> members);

    /// Names of members of {@link #ofRoom}.
    Map<String, String> labels(Tx tx, RoomId room, Kind kind, Collection<String> members);

    static String board(TastingId session, Kind kind) {
        return "session/" + session.value() + "/" + kind.wireName();
    }

    static String board(RoomId room, Kind kind) {
        return "room/" + room.value() + "/" + kind.wireName();
    }
}
