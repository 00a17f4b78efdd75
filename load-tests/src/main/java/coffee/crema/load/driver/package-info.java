/// The load: connections that speak each system's dialect, and what they measure.
@NullMarked
package coffee.crema.load.driver;

import org.jspecify.annotations.NullMarked;
