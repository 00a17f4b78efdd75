/// The systems under test, each as processes of its own.
@NullMarked
package coffee.crema.load.system;

import org.jspecify.annotations.NullMarked;
