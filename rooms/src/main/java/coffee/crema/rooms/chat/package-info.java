/// The chat of a room.
@NullMarked
package coffee.crema.rooms.chat;

import org.jspecify.annotations.NullMarked;
