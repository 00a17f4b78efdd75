package coffee.crema.tastings.session;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.rooms.Standing;
import coffee.crema.tastings.session.TastingDesk.Look;
import java.util.Optional;

/// Where somebody sits in a session whose room they may see.
///
/// @param speaks whether they may say anything in the room now
record Seat(Look look, Role role, boolean speaks) {

    /// @return empty for those who may not see the room
    static Optional<Seat> find(TastingDesk desk, Tx tx, Principal who, Tasting tasting) {
        Standing standing = desk.standing(tx, who, tasting);
        Role role;
        try {
            role = RoomPolicy.require(who, standing, Permission.VIEW, desk.nowMs());
        } catch (RejectedException mayNot) {
            return Optional.empty();
        }
        boolean speaks = !standing.room().closed() && role.may(Permission.CHAT);
        return Optional.of(new Seat(desk.look(tx, who, tasting, role), role, speaks));
    }

    Viewer viewer() {
        return look.viewer();
    }

    Step step() {
        return look.tasting().moment().step();
    }

    /// Whether all that others scored and noted is theirs to see.
    boolean seesAllScores() {
        return look.samples().stream()
                .filter(sample -> !sample.calibrates())
                .allMatch(sample -> viewer().seesScores(step(), sample));
    }
}
