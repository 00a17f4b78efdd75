/// Who is in a room now, and in which state.
@NullMarked
package coffee.crema.presence;

import org.jspecify.annotations.NullMarked;
