package coffee.crema.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One process of a system under test, on the server's core, listening on loopback.
final class ServerProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final int SERVER_CORE = 0;
    private static final boolean PINNED =
            Files.isExecutable(Path.of("/usr/bin/taskset"))
                    && Files.exists(Path.of("/sys/devices/system/cpu/cpu1"));

    private final Process process;
    private final InetSocketAddress address;
    private final Path log;

    private ServerProcess(Process process, InetSocketAddress address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /// Starts and waits until the port is open.
    static ServerProcess start(String name, int port, List<String> command) {
        var whole = new ArrayList<String>();
        if (PINNED) {
            whole.addAll(List.of("taskset", "-c", Integer.toString(SERVER_CORE)));
        }
        whole.addAll(command);
        try {
            Path log = Folders.output().resolve(name + "-" + port + ".log");
            var process =
                    new ProcessBuilder(whole)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            var server = new ServerProcess(process, address, log);
            server.awaitOpen();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// `kill -9`, and waits for the end.
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        process.destroy();
        if (!await()) {
            kill();
        }
    }

    private boolean await() {
        try {
            return process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitOpen() throws IOException {
        long untilNanos = System.nanoTime() + START_MAX.toNanos();
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > untilNanos) {
                kill();
                throw new IllegalStateException("did not start:\n" + Files.readString(log));
            }
            Pause.of(Duration.ofMillis(20));
        }
    }

    private boolean isListening() {
        try (var probe = new Socket()) {
            probe.connect(address, 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
