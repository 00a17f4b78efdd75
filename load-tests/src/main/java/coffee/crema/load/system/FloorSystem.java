package coffee.crema.load.system;

import coffee.crema.load.driver.Dialect;
import coffee.crema.load.driver.FloorDialect;
import coffee.crema.load.peer.FloorServer;
import java.net.InetSocketAddress;
import java.util.List;

/// The bare Netty broadcaster, which does nothing but deliver.
public final class FloorSystem implements SystemUnderTest {
    private final ServerProcess process;

    /// @param churn whether it tells a room of each join and leave
    public FloorSystem(boolean churn) {
        int port = ServerProcess.freePort();
        process =
                ServerProcess.start(
                        "floor",
                        port,
                        JavaCommand.main(
                                FloorServer.class,
                                List.of(Integer.toString(port), churn ? "churn" : "plain")));
    }

    @Override
    public Dialect dialect() {
        return new FloorDialect();
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
    public boolean isWarm() {
        return JavaCommand.hasFilledYoungGeneration(process.handle());
    }

    @Override
    public double compileSeconds() {
        return JavaCommand.compileSeconds(process.handle());
    }

    @Override
    public void collectGarbage() {
        JavaCommand.collectGarbage(process.handle());
    }

    @Override
    public void close() {
        process.close();
    }
}
