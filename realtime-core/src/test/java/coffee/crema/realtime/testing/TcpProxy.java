package coffee.crema.realtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network between a client and a server on loopback, which a test can let fall silent: connections stay open and nothing passes (half-open).
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final int target;
    private final ServerSocket door;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    private record Link(Socket near, Socket far) {
        void close() {
            try (near;
                    far) {
                // Closing is all.
            } catch (IOException e) {
                // It is closed already.
            }
        }
    }

    private volatile boolean refusing;
    private final Set<Link> silent = ConcurrentHashMap.newKeySet();

    private TcpProxy(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    /// Passes connections to `target` on loopback.
    public static TcpProxy to(int target) {
        return new TcpProxy(target);
    }

    public int port() {
        return door.getLocalPort();
    }

    /// Lets nothing pass any more on the connections of now; they stay open. New ones work.
    ///
    /// @return how many connections fell silent
    public int silence() {
        silent.addAll(links);
        return links.size();
    }

    /// Ends all connections, and every new one at once, until {@link #accept}.
    public void refuse() {
        refusing = true;
        cut();
    }

    /// Lets new connections pass again.
    public void accept() {
        refusing = false;
    }

    /// Closes all connections of now.
    public void cut() {
        links.forEach(Link::close);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (refusing) {
                    near.close();
                    continue;
                }
                Socket far = connect(near);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                var link = new Link(near, far);
                links.add(link);
                Thread.ofVirtual().start(() -> pass(link, near, far));
                Thread.ofVirtual().start(() -> pass(link, far, near));
            } catch (IOException e) {
                // The server is away, or the test is over: the next connection may do better.
            }
        }
    }

    private Socket connect(Socket near) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            near.close();
            throw e;
        }
    }

    private void pass(Link link, Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                // Swallowed: what was sent into a dead network never arrives.
                if (!silent.contains(link)) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // The connection ended.
        } finally {
            if (!silent.contains(link)) {
                link.close();
            }
            links.remove(link);
        }
    }
}
