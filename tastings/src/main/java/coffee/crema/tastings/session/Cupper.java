package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import java.util.List;
import java.util.Optional;

/// Somebody who scores in a session.
///
/// @param place in the panel, from 0
/// @param order of the codes, flight after flight
/// @param sheet the id of their sheet; empty in the lobby
/// @param calibrated the sheet's version when the calibration ended
/// @param frozen the sheet's version that counts; empty before the lock
/// @param late whether something came after the lock that the host has not admitted
public record Cupper(
        UserId user,
        String name,
        int place,
        List<String> order,
        Optional<String> sheet,
        Optional<String> calibrated,
        Optional<String> frozen,
        boolean late) {}
