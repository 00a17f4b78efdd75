package coffee.crema.load.system;

import coffee.crema.load.driver.Dialect;
import coffee.crema.load.driver.SocketIoDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Node's socket.io, from npm.
public final class SocketIoSystem implements SystemUnderTest {
    private static final Path PEERS = Folders.peers();

    private final ServerProcess process;
    private final boolean recovery;

    /// @param recovery whether connection state recovery is on
    /// @param churn whether it tells a room of each join and leave
    public SocketIoSystem(boolean recovery, boolean churn) {
        this.recovery = recovery;
        int port = ServerProcess.freePort();
        var command =
                new ArrayList<>(
                        List.of(
                                "node",
                                "--expose-gc",
                                PEERS.resolve("socketio.mjs").toString(),
                                Integer.toString(port)));
        if (recovery) {
            command.add("recovery");
        }
        if (churn) {
            command.add("churn");
        }
        process = ServerProcess.start("socketio", port, command);
    }

    /// Installs what package-lock.json names, if that has not been done.
    public static void install() {
        if (Files.isDirectory(PEERS.resolve("node_modules/socket.io"))) {
            return;
        }
        try {
            var npm =
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                            .directory(PEERS.toFile())
                            .inheritIO()
                            .start();
            if (npm.waitFor() != 0) {
                throw new IllegalStateException("npm ci failed in " + PEERS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("socket.io needs Node.js and npm on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Dialect dialect() {
        return new SocketIoDialect(recovery);
    }

    @Override
    public InetSocketAddress address(int node) {
        return process.address();
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.handle());
    }

    @Override
    public void collectGarbage() {
        try {
            new ProcessBuilder("kill", "-USR2", Long.toString(process.handle().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
