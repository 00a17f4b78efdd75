/// Rooms, their members and their roles; other features attach to a room.
@NullMarked
package coffee.crema.rooms;

import org.jspecify.annotations.NullMarked;
