package coffee.crema.rooms;

import coffee.crema.realtime.UserId;

/// A room as it is stored.
///
/// @param owner who created it; always a host of it, and never short of a place
/// @param capacity how many people may sit in it, the place kept for the owner included
/// @param slowModeMs the least time between two chat messages of one person, milliseconds; 0 for none
/// @param closed for good; a closed room is not opened again
/// @param createdAtMs Unix milliseconds
/// @param version rises with every change of the above, from 1
public record Room(
        RoomId id,
        RoomType type,
        String title,
        UserId owner,
        Visibility visibility,
        int capacity,
        int slowModeMs,
        boolean closed,
        long createdAtMs,
        long version) {

    public boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }
}
