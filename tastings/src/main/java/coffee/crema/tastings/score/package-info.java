/// What a cupper entered for one sample, and what it scores.
@NullMarked
package coffee.crema.tastings.score;

import org.jspecify.annotations.NullMarked;
