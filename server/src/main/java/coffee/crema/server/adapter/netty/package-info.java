/// Where the native door meets Micronaut's Netty server.
@NullMarked
package coffee.crema.server.adapter.netty;

import org.jspecify.annotations.NullMarked;
