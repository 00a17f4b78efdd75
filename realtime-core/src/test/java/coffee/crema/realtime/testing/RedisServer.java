package coffee.crema.realtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// A real Redis on a free loopback port, which a test may kill, start again on the same port, and pause.
///
/// The newest that is there: `redis-server` from the PATH, else a container, else the binary of 6.2 that comes with the tests.
public final class RedisServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final int port;
    private final int tlsPort;
    private final RedisProcess process;

    private RedisServer(int port, RedisProcess process) {
        this(port, 0, process);
    }

    private RedisServer(int port, int tlsPort, RedisProcess process) {
        this.port = port;
        this.tlsPort = tlsPort;
        this.process = process;
        process.start();
        awaitAnswer();
    }

    /// Keeps nothing over a restart.
    public static RedisServer start() {
        int port = freePort();
        return new RedisServer(port, RedisProcess.newest(port, false));
    }

    /// Keeps an append-only file, written once a second: a kill loses the newest writes, as in production.
    public static RedisServer startPersistent() {
        int port = freePort();
        return new RedisServer(port, RedisProcess.newest(port, true));
    }

    /// With TLS on a port of its own ({@link #tlsUri}), by the `redis-server` of this machine.
    ///
    /// @param certificate PEM, as `key`
    /// @return empty when there is none, or it was built without TLS
    public static Optional<RedisServer> startTls(Path certificate, Path key) {
        int tlsPort = freePort();
        List<String> options =
                List.of(
                        "--tls-port",
                        Integer.toString(tlsPort),
                        "--tls-cert-file",
                        certificate.toString(),
                        "--tls-key-file",
                        key.toString(),
                        "--tls-auth-clients",
                        "no");
        int port = freePort();
        return RedisProcess.withTls(port, options)
                .map(process -> new RedisServer(port, tlsPort, process));
    }

    /// Redis 6.2, which has no sharded pub/sub.
    public static RedisServer startOldest() {
        int port = freePort();
        return new RedisServer(port, RedisProcess.bundled(port));
    }

    public int port() {
        return port;
    }

    public URI uri() {
        return uri(port);
    }

    /// Of a server that was started with TLS.
    public URI tlsUri() {
        return URI.create("rediss://127.0.0.1:" + tlsPort);
    }

    /// The address of a proxy before it.
    public static URI uri(int port) {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /// `kill -9`.
    public void kill() {
        process.kill();
    }

    /// Starts again on the same port after {@link #kill}.
    public void restart() {
        process.start();
        awaitAnswer();
    }

    /// Connections stay, nothing answers (SIGSTOP).
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /// Sends one inline command, for example `FLUSHALL`.
    ///
    /// @return the first line of the answer
    public String command(String line) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return firstLine(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitAnswer() {
        Awaitility.await("redis-server on port " + port)
                .pollInterval(Duration.ofMillis(5))
                .atMost(START)
                .ignoreException(UncheckedIOException.class)
                .until(() -> "+PONG".equals(command("PING")));
    }

    private static String firstLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
