/// Redis as Crema uses it: one tuned client, whether it answers, and calls gathered into few round trips.
@NullMarked
package coffee.crema.realtime.adapter.redisson;

import org.jspecify.annotations.NullMarked;
