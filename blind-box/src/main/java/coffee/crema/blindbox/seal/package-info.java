/// Answers at rest.
@NullMarked
package coffee.crema.blindbox.seal;

import org.jspecify.annotations.NullMarked;
