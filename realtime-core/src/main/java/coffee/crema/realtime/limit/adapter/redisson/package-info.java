/// Budgets that all nodes share, in Redis.
@NullMarked
package coffee.crema.realtime.limit.adapter.redisson;

import org.jspecify.annotations.NullMarked;
