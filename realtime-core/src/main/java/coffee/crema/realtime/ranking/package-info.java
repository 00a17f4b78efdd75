/// Rankings: who or what stands where, with shared places.
@NullMarked
package coffee.crema.realtime.ranking;

import org.jspecify.annotations.NullMarked;
