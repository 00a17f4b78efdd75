/// Which nodes are alive, as told through Redis.
@NullMarked
package coffee.crema.realtime.node.adapter.redisson;

import org.jspecify.annotations.NullMarked;
