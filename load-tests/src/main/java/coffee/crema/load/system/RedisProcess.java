package coffee.crema.load.system;

import java.util.List;

/// A Redis of its own, without persistence, on the server's core.
public final class RedisProcess implements AutoCloseable {
    private final int port = ServerProcess.freePort();
    private ServerProcess process;

    RedisProcess() {
        process = startProcess(port);
    }

    private static ServerProcess startProcess(int port) {
        return ServerProcess.start(
                "redis",
                port,
                List.of(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no"));
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /// `kill -9`: everything in it is gone.
    public void kill() {
        process.kill();
    }

    /// On the same port, empty.
    public void start() {
        process = startProcess(port);
    }

    @Override
    public void close() {
        process.close();
    }
}
