/// The broker on Redis: a stream for each channel, and pub/sub to every node that follows it.
@NullMarked
package coffee.crema.realtime.broker.adapter.redisson;

import org.jspecify.annotations.NullMarked;
