/// The node: assembles the features, reads the configuration and serves the doors.
@NullMarked
package coffee.crema.server;

import org.jspecify.annotations.NullMarked;
