package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.form.FormRef;
import java.util.Optional;

/// A cupping session, without its samples and cuppers.
///
/// @param cups of each sample
/// @param notes the id of the document of the table's open notes; empty in the lobby
/// @param consensus the id of the panel's common sheet; empty before the lock
public record Tasting(
        TastingId id,
        RoomId room,
        String title,
        FormRef form,
        int cups,
        Ordering ordering,
        Timetable timetable,
        UserId createdBy,
        long createdAtMs,
        Optional<String> notes,
        Optional<String> consensus,
        Moment moment) {

    Tasting at(Moment next) {
        return new Tasting(
                id,
                room,
                title,
                form,
                cups,
                ordering,
                timetable,
                createdBy,
                createdAtMs,
                notes,
                consensus,
                next);
    }
}
