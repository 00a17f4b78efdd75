package coffee.crema.realtime.adapter.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A client that may break every rule: bytes on a plain socket.
public final class RawClient implements AutoCloseable {
    /// One frame as it came.
    @SuppressWarnings("ArrayRecordComponent") // compared by parts only
    public record Frame(int first, byte[] payload) {
        public int opcode() {
            return first & 0x0f;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }

        public String closeReason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    public final Socket socket = new Socket();
    private final DataInputStream in;
    private final int port;

    public RawClient(int port) throws IOException {
        this.port = port;
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /// An upgraded one.
    public static RawClient open(int port, String... headers) throws IOException {
        RawClient client = new RawClient(port);
        String head = client.upgrade("/ws", headers);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("not upgraded: " + head);
        }
        return client;
    }

    /// Sends a correct upgrade request, extended by `headers`, and reads the head of the answer.
    public String upgrade(String uri, String... headers) throws IOException {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "GET " + uri + " HTTP/1.1",
                                "Host: localhost:" + port,
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        lines.addAll(List.of(headers));
        request(lines.toArray(String[]::new));
        return readHead();
    }

    /// A request head, line by line.
    public void request(String... lines) throws IOException {
        write(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// A whole masked frame.
    public void frame(int first, byte[] payload) throws IOException {
        write(masked(first, payload));
    }

    public void text(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    public void close(int code) throws IOException {
        frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    public static byte[] masked(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length <= 125) {
            out.write(0x80 | payload.length);
        } else if (payload.length <= 0xffff) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] key = {0x37, (byte) 0xfa, 0x21, 0x3d};
        out.writeBytes(key);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ key[i & 3]);
        }
        return out.toByteArray();
    }

    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length > 127) {
            throw new AssertionError("a server masks nothing");
        }
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /// The next close frame, whatever comes before it.
    public Frame readClose() throws IOException {
        Frame frame = read();
        while (frame.opcode() != Frames.CLOSE) {
            frame = read();
        }
        return frame;
    }

    /// Whether the server has ended the connection and nothing more comes; waits for it.
    public boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
