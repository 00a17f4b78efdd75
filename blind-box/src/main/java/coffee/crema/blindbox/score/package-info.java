/// What a guess is worth.
@NullMarked
package coffee.crema.blindbox.score;

import org.jspecify.annotations.NullMarked;
