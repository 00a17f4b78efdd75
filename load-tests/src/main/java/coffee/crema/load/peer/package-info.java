/// Servers that are measured beside Crema, each with a main of its own.
@NullMarked
package coffee.crema.load.peer;

import org.jspecify.annotations.NullMarked;
