package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.rooms.Role;

/// Who looks at a session, and **the one table** of what they may see of what is hidden. Everything that is made for somebody is made from this.
///
/// | | identities | others' scores | counts of completion |
/// |---|---|---|---|
/// | host who does not score | always | always | always |
/// | host who scores | as revealed | from the lock on | always |
/// | assistant | always | as revealed | always |
/// | cupper | as revealed | as revealed | - |
/// | partner | as revealed | of their own lots, as revealed | - |
/// | everyone else | as revealed | means only, as revealed | - |
///
/// @param cups whether they score in this session
public record Viewer(UserId user, Role role, boolean cups) {

    /// Moves the session, excludes, admits, reveals.
    boolean runs() {
        return role == Role.HOST;
    }

    /// Whether they write in the table's open notes.
    boolean atTable() {
        return cups || runs();
    }

    /// Whether they write in the panel's common sheet.
    boolean inConsensus() {
        return atTable() || role == Role.ASSISTANT;
    }

    /// Whether this role may score at all.
    static boolean mayCup(Role role) {
        return role == Role.HOST || role == Role.CUPPER;
    }

    /// Whether they may see which coffee a code is before its reveal.
    boolean seesCodeMap() {
        return !cups && (role == Role.HOST || role == Role.ASSISTANT);
    }

    boolean seesIdentity(Sample sample) {
        return sample.revealed() || seesCodeMap();
    }

    boolean seesCounts() {
        return role == Role.HOST || role == Role.ASSISTANT;
    }

    /// Whether they may see what others scored and noted of a sample.
    ///
    /// @param step where the session is
    boolean seesScores(Step step, Sample sample) {
        if (role == Role.HOST && (!cups || step.locked())) {
            return true;
        }
        if (!sample.revealed()) {
            return false;
        }
        boolean panel = cups || role == Role.HOST || role == Role.ASSISTANT;
        boolean ownLot = role == Role.PARTNER && sample.owner().map(user::equals).orElse(false);
        return panel || ownLot;
    }

    /// Whether they may see the panel's statistics of a sample.
    boolean seesPanel(Step step, Sample sample) {
        return sample.revealed() || seesScores(step, sample);
    }
}
