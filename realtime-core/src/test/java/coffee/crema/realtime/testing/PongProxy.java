package coffee.crema.realtime.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A way to Redis that answers each PING on a connection with subscriptions itself, in one packet with the next message: the case in which
/// a decoder that is careless about pongs loses that message.
public final class PongProxy implements AutoCloseable {
    private static final byte[] PONG =
            "*2\r\n$4\r\npong\r\n$0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 64 * 1024;

    private final int target;
    private final ServerSocket door;
    private final AtomicInteger pongs = new AtomicInteger();

    private PongProxy(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    public static PongProxy to(int target) {
        try {
            return new PongProxy(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /// How many pings came over connections with subscriptions.
    public int pongs() {
        return pongs.get();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                var pongDue = new AtomicBoolean();
                Thread.ofVirtual().start(() -> requests(near, far, pongDue));
                Thread.ofVirtual().start(() -> answers(far, near, pongDue));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void requests(Socket near, Socket far, AtomicBoolean pongDue) {
        boolean subscribed = false;
        byte[] buffer = new byte[BUFFER];
        try (near;
                far) {
            for (int n = near.getInputStream().read(buffer);
                    n >= 0;
                    n = near.getInputStream().read(buffer)) {
                String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                subscribed |= text.contains("SUBSCRIBE");
                if (subscribed && text.contains("PING")) {
                    pongs.incrementAndGet();
                    pongDue.set(true);
                } else {
                    far.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // The connection ended.
        }
    }

    private void answers(Socket far, Socket near, AtomicBoolean pongDue) {
        byte[] buffer = new byte[BUFFER];
        try (near;
                far) {
            OutputStream out = near.getOutputStream();
            for (int n = far.getInputStream().read(buffer);
                    n >= 0;
                    n = far.getInputStream().read(buffer)) {
                var packet = new ByteArrayOutputStream();
                if (pongDue.getAndSet(false)) {
                    packet.write(PONG);
                }
                packet.write(buffer, 0, n);
                out.write(packet.toByteArray());
            }
        } catch (IOException e) {
            // The connection ended.
        }
    }
}
