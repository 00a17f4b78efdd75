package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.WireFormat;
import java.util.Optional;

/// Where a WebSocket door is, and what is spoken there.
///
/// @param path for example `/ws`
/// @param meters how the names of its meters begin, for example `crema.ws`
/// @param only the one format of a door that knows no subprotocols; empty for the native door, where the subprotocol says it
public record Entrance(String path, String meters, Optional<WireFormat> only) {

    /// The native door.
    public static final Entrance NATIVE = new Entrance("/ws", "crema.ws", Optional.empty());

    boolean leadsTo(String uri) {
        return uri.startsWith(path)
                && (uri.length() == path.length() || uri.charAt(path.length()) == '?');
    }
}
