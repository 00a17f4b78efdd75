/// Rankings in the memory of one node.
@NullMarked
package coffee.crema.realtime.ranking.adapter.memory;

import org.jspecify.annotations.NullMarked;
