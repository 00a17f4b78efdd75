package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A coffee of a session.
///
/// @param code the blind code, all that is said of it before its reveal
/// @param place on the table, from 0; made at random, so that it says nothing either
/// @param flight from 0; the calibration's sample is of none, -1
/// @param owner whose lot it is: a partner who may read its results after the reveal
/// @param targetHundredths of the calibration's sample: the total that it is known to have
/// @param revealedAtMs empty while it is hidden
public record Sample(
        String code,
        int place,
        int flight,
        Identity identity,
        Optional<UserId> owner,
        OptionalInt targetHundredths,
        OptionalLong revealedAtMs) {

    /// The flight of a sample that is only there to agree on the scale.
    public static final int CALIBRATION = -1;

    public boolean calibrates() {
        return flight == CALIBRATION;
    }

    public boolean revealed() {
        return revealedAtMs.isPresent();
    }
}
