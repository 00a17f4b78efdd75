package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Frames (RFC 6455, section 5.2): whole unmasked ones, as a server sends them, and the parts of those that it reads.
final class Frames {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;

    /// The longest payload of a control frame, in bytes.
    static final int CONTROL_BYTES_MAX = 125;

    private static final byte[] EMPTY = new byte[0];
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Frames() {}

    static int opcode(WireFormat format) {
        return switch (format) {
            case JSON -> TEXT;
            case CBOR -> BINARY;
        };
    }

    static int sizeOf(int payloadBytes) {
        if (payloadBytes <= 125) {
            return 2 + payloadBytes;
        }
        return payloadBytes <= 0xffff ? 4 + payloadBytes : 10 + payloadBytes;
    }

    static void append(ByteBuf out, int firstByte, byte[] payload) {
        out.writeByte(firstByte);
        if (payload.length <= 125) {
            out.writeByte(payload.length);
        } else if (payload.length <= 0xffff) {
            out.writeByte(126).writeShort(payload.length);
        } else {
            out.writeByte(127).writeLong(payload.length);
        }
        out.writeBytes(payload);
    }

    static ByteBuf message(
            ByteBufAllocator alloc, WireFormat format, byte[] payload, boolean deflated) {
        return frame(alloc, firstByte(format, deflated), payload);
    }

    static void appendMessage(ByteBuf out, WireFormat format, byte[] payload, boolean deflated) {
        append(out, firstByte(format, deflated), payload);
    }

    private static int firstByte(WireFormat format, boolean deflated) {
        return FIN | (deflated ? RSV1 : 0) | opcode(format);
    }

    static ByteBuf ping(ByteBufAllocator alloc) {
        return frame(alloc, FIN | PING, EMPTY);
    }

    static ByteBuf pong(ByteBufAllocator alloc, byte[] payload) {
        return frame(alloc, FIN | PONG, payload);
    }

    static ByteBuf close(ByteBufAllocator alloc, CloseCode code) {
        byte[] reason = code.wireName().getBytes(StandardCharsets.US_ASCII);
        byte[] payload = new byte[2 + reason.length];
        payload[0] = (byte) (code.number() >> 8);
        payload[1] = (byte) code.number();
        System.arraycopy(reason, 0, payload, 2, reason.length);
        return frame(alloc, FIN | CLOSE, payload);
    }

    /// The answer to a client's close frame: its own code, or none if it named none.
    static ByteBuf closeEcho(ByteBufAllocator alloc, int code) {
        byte[] payload = code < 0 ? EMPTY : new byte[] {(byte) (code >> 8), (byte) code};
        return frame(alloc, FIN | CLOSE, payload);
    }

    private static ByteBuf frame(ByteBufAllocator alloc, int firstByte, byte[] payload) {
        ByteBuf out = alloc.directBuffer(sizeOf(payload.length));
        append(out, firstByte, payload);
        return out;
    }

    /// Of the payload behind a head that is whole.
    ///
    /// @return -1 when the length is negative or not in its shortest form
    static long announcedLength(byte[] head) {
        int shortLength = head[1] & 0x7f;
        if (shortLength < 126) {
            return shortLength;
        }
        long length = 0;
        int bytes = shortLength == 126 ? 2 : 8;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (head[2 + i] & 0xff);
        }
        return length < (bytes == 2 ? 126 : 0x10000) ? -1 : length;
    }

    /// @param head holds the mask's four bytes from index `key` on
    /// @param phase how many bytes of the payload came before, modulo 4
    static void unmask(byte[] bytes, int from, int count, byte[] head, int key, int phase) {
        long keyTwice = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            keyTwice = (keyTwice << 8) | (head[key + ((phase + i) & 3)] & 0xff);
        }
        int i = 0;
        for (; i + Long.BYTES <= count; i += Long.BYTES) {
            LONGS.set(bytes, from + i, (long) LONGS.get(bytes, from + i) ^ keyTwice);
        }
        for (; i < count; i++) {
            bytes[from + i] ^= head[key + ((phase + i) & 3)];
        }
    }

    /// Whether a client may give it as its reason.
    static boolean isCloseCode(int code) {
        boolean ofProtocol = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
        return ofProtocol || (code >= 3000 && code <= 4999);
    }
}
