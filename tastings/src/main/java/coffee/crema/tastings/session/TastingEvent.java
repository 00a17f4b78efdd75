package coffee.crema.tastings.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens in a session, as it is told; names as in docs/protocol.md. On the room's channel there are codes and counts, and what has been revealed: nothing else.
public sealed interface TastingEvent {

    /// To whom an event is told.
    enum Audience {
        /// Everyone in the room.
        ROOM,
        /// Those who follow the staff's channel; for the replay, hosts and assistants.
        STAFF
    }

    /// `tasting.created`, as somebody sees it who has no part in it.
    record Created(TastingView session) implements TastingEvent {}

    /// `tasting.samples-added`
    ///
    /// @param codes of all samples now
    record SamplesAdded(TastingId session, List<String> codes) implements TastingEvent {}

    /// `tasting.cuppers-changed`
    record CuppersChanged(TastingId session, int cuppers) implements TastingEvent {}

    /// `tasting.moved`: another step, another time, a pause or its end.
    record Moved(TastingId session, TastingView.MomentView moment) implements TastingEvent {}

    /// `tasting.time-over`: the step's time is over, and it waits for the host.
    record TimeOver(TastingId session, long seq, String step) implements TastingEvent {}

    /// `tasting.calibrated`: what the calibration's sample is, and the total that it is known to have.
    record Calibrated(TastingId session, String code, Identity identity, double target)
            implements TastingEvent {}

    /// `tasting.revealed`: one sample.
    ///
    /// @param left how many are still hidden
    record Revealed(TastingId session, RevealedSample sample, int left) implements TastingEvent {}

    record RevealedSample(String code, Identity identity, PanelView panel) {}

    /// `tasting.late-came`, to the staff.
    ///
    /// @param sheets how many have something that came after the lock
    record LateCame(TastingId session, int sheets) implements TastingEvent {}

    /// `tasting.late-admitted`, to the staff.
    record LateAdmitted(TastingId session, String user, String by) implements TastingEvent {}

    /// `tasting.excluded`, to the staff.
    ///
    /// @param sample absent for the whole sheet
    record Excluded(
            TastingId session, String user, @Nullable String sample, String label, String by)
            implements TastingEvent {}

    /// `tasting.included`, to the staff.
    record Included(TastingId session, String user, @Nullable String sample, String by)
            implements TastingEvent {}

    /// Every name, for the protocol's description.
    List<String> NAMES =
            List.of(
                    "tasting.created",
                    "tasting.samples-added",
                    "tasting.cuppers-changed",
                    "tasting.moved",
                    "tasting.time-over",
                    "tasting.calibrated",
                    "tasting.revealed",
                    "tasting.late-came",
                    "tasting.late-admitted",
                    "tasting.excluded",
                    "tasting.included");

    default String wireName() {
        return switch (this) {
            case Created _ -> "tasting.created";
            case SamplesAdded _ -> "tasting.samples-added";
            case CuppersChanged _ -> "tasting.cuppers-changed";
            case Moved _ -> "tasting.moved";
            case TimeOver _ -> "tasting.time-over";
            case Calibrated _ -> "tasting.calibrated";
            case Revealed _ -> "tasting.revealed";
            case LateCame _ -> "tasting.late-came";
            case LateAdmitted _ -> "tasting.late-admitted";
            case Excluded _ -> "tasting.excluded";
            case Included _ -> "tasting.included";
        };
    }

    default Audience audience() {
        return switch (this) {
            case Created _,
                    SamplesAdded _,
                    CuppersChanged _,
                    Moved _,
                    TimeOver _,
                    Calibrated _,
                    Revealed _ ->
                    Audience.ROOM;
            case LateCame _, LateAdmitted _, Excluded _, Included _ -> Audience.STAFF;
        };
    }
}
