/// The page at `/`, as people see it: real browsers against a real node.
@NullMarked
package coffee.crema.server.page;

import org.jspecify.annotations.NullMarked;
