/// Load on a running node, over the wire only.
@NullMarked
package coffee.crema.load;

import org.jspecify.annotations.NullMarked;
