/// Presence of a single node.
@NullMarked
package coffee.crema.presence.adapter.memory;

import org.jspecify.annotations.NullMarked;
