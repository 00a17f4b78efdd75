/// Real nodes, each in a JVM of its own, and a client that speaks to them as any other would.
@NullMarked
package coffee.crema.server.cluster;

import org.jspecify.annotations.NullMarked;
