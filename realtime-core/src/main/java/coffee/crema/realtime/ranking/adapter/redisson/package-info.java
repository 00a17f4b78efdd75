/// Rankings in sorted sets of Redis.
@NullMarked
package coffee.crema.realtime.ranking.adapter.redisson;

import org.jspecify.annotations.NullMarked;
