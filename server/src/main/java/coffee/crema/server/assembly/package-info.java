/// How the parts are put together: one factory for each concern.
@NullMarked
package coffee.crema.server.assembly;

import org.jspecify.annotations.NullMarked;
