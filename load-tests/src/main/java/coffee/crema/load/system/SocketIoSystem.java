package coffee.crema.load.system;

import coffee.crema.load.driver.Dialect;
import coffee.crema.load.driver.SocketIoDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
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
