/// Rankings: who or what stands where, with shared places.
@NullMarked
package coffee.crema.tastings.ranking;

import org.jspecify.annotations.NullMarked;
