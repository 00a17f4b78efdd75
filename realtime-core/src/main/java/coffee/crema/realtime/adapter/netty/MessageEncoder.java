package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;

/// Writes a message as clients read it, for example `wireMapper::encode`. Any thread.
@FunctionalInterface
public interface MessageEncoder {
    byte[] encode(WireFormat format, ServerMessage message);
}
