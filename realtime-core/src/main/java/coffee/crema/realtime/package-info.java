/// The core that every feature stands on: the envelope on the wire, channels and their delivery.
@NullMarked
package coffee.crema.realtime;

import org.jspecify.annotations.NullMarked;
