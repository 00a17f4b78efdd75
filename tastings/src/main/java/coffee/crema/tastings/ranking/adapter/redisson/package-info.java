/// Rankings in sorted sets of Redis.
@NullMarked
package coffee.crema.tastings.ranking.adapter.redisson;

import org.jspecify.annotations.NullMarked;
