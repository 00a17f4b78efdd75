/// Samples: where they come from, what they are called while they are blind, and in which order they are tasted.
@NullMarked
package coffee.crema.tastings.sample;

import org.jspecify.annotations.NullMarked;
