package coffee.crema.load.driver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The client's side of RFC 6455, as much as a load needs: no extensions, no fragments.
final class Frames {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    /// Takes a frame; false ends the scan after it.
    @FunctionalInterface
    interface Sink {
        boolean frame(int opcode, int from, int to);
    }

    private Frames() {}

    static byte[] upgrade(String path, Optional<String> subprotocol, InetSocketAddress to) {
        var request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + to.getHostString()
                        + ":"
                        + to.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                        + subprotocol
                                .map(name -> "Sec-WebSocket-Protocol: " + name + "\r\n")
                                .orElse("")
                        + "\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /// Where the head of an HTTP response ends, or -1.
    static int headEnd(byte[] bytes, int to) {
        for (int at = 3; at < to; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /// Whether the response is `HTTP/1.1 101`.
    static boolean isSwitching(byte[] bytes, int to) {
        return to > 12 && bytes[9] == '1' && bytes[10] == '0' && bytes[11] == '1';
    }

    static ByteBuf masked(ByteBufAllocator allocator, int opcode, byte[] payload) {
        var frame = allocator.buffer(14 + payload.length);
        frame.writeByte(FIN | opcode);
        if (payload.length < 126) {
            frame.writeByte(MASKED | payload.length);
        } else {
            frame.writeByte(MASKED | 126).writeShort(payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        frame.writeInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ (mask >> (8 * (3 - (i & 3)))));
        }
        return frame;
    }

    /// Hands over every complete frame.
    ///
    /// @return where the first incomplete one begins
    static int scan(byte[] bytes, int from, int to, Sink sink) {
        int at = from;
        while (to - at >= 2) {
            int length = bytes[at + 1] & 0x7f;
            int start = at + 2;
            if (length == 126) {
                if (to - at < 4) {
                    return at;
                }
                length = ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff);
                start = at + 4;
            } else if (length == 127) {
                if (to - at < 10) {
                    return at;
                }
                length = lengthOfLarge(bytes, at + 2);
                start = at + 10;
            }
            if (to - start < length) {
                return at;
            }
            int opcode = (bytes[at] & FIN) == 0 ? 0 : bytes[at] & 0x0f;
            at = start + length;
            if (!sink.frame(opcode, start, at)) {
                return to;
            }
        }
        return at;
    }

    private static int lengthOfLarge(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return Math.toIntExact(value);
    }
}
