package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.tastings.sheet.Version;
import java.util.List;
import java.util.Optional;

/// Somebody who scores in a session.
///
/// @param place in the panel, from 0
/// @param order of the codes, flight after flight
/// @param sheet the id of their sheet; empty in the lobby
/// @param calibrated what the sheet held when the calibration ended
/// @param frozen what of the sheet counts; empty before the lock
/// @param late whether something came after the lock that the host has not admitted
public record Cupper(
        UserId user,
        String name,
        int place,
        List<String> order,
        Optional<String> sheet,
        Optional<Version> calibrated,
        Optional<Version> frozen,
        boolean late) {

    Cupper withOrder(List<String> codes) {
        return new Cupper(user, name, place, codes, sheet, calibrated, frozen, late);
    }

    Cupper withSheet(String id) {
        return new Cupper(user, name, place, order, Optional.of(id), calibrated, frozen, late);
    }

    Cupper calibratedAt(Version version) {
        return new Cupper(user, name, place, order, sheet, Optional.of(version), frozen, late);
    }

    /// This counts, and nothing else is waited for.
    Cupper frozenAt(Version version) {
        return new Cupper(user, name, place, order, sheet, calibrated, Optional.of(version), false);
    }
}
