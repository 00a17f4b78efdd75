/// Presence of a cluster, in Redis.
@NullMarked
package coffee.crema.presence.adapter.redisson;

import org.jspecify.annotations.NullMarked;
