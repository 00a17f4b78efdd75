package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.connection.SharedMessages;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the messages of one socket become frames: in its format, and compressed where that was agreed and is worth it.
final class Packing {
    private final WireFormat format;
    private final boolean deflates;
    private final MessageEncoder encoder;
    private final SocketLoop loop;

    Packing(WireFormat format, boolean deflates, MessageEncoder encoder, SocketLoop loop) {
        this.format = format;
        this.deflates = deflates;
        this.encoder = encoder;
        this.loop = loop;
    }

    /// Any thread.
    byte[] encode(ServerMessage message) {
        return encoder.encode(format, message);
    }

    /// One message. On the loop.
    ByteBuf frame(ByteBufAllocator alloc, byte[] payload) {
        byte[] deflated = deflated(payload);
        return Frames.message(
                alloc, format, deflated == null ? payload : deflated, deflated != null);
    }

    /// Messages that several sockets are sent, made once for all that are alike: as they are. Any thread.
    byte[] plain(SharedMessages shared) {
        return shared.form(format, false, byte[].class, messages -> frames(messages, false));
    }

    /// The same, compressed if this socket is one of those. On the loop.
    ///
    /// @param plain what {@link #plain} gave
    byte[] shortest(SharedMessages shared, byte[] plain) {
        return deflates
                ? shared.form(format, true, byte[].class, messages -> frames(messages, true))
                : plain;
    }

    private byte[] frames(List<ServerMessage> messages, boolean deflating) {
        ByteBuf out = Unpooled.buffer();
        for (ServerMessage message : messages) {
            byte[] payload = encode(message);
            byte[] deflated = deflating ? deflated(payload) : null;
            Frames.appendMessage(
                    out, format, deflated == null ? payload : deflated, deflated != null);
        }
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    /// @return null when it is better left as it is
    private byte @Nullable [] deflated(byte[] payload) {
        return deflates && payload.length >= Compression.DEFLATE_BYTES_MIN
                ? loop.compression().deflate(payload)
                : null;
    }
}
