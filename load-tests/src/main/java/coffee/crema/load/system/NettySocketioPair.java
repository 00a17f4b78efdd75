package coffee.crema.load.system;

import coffee.crema.load.driver.Dialect;
import coffee.crema.load.driver.SocketIoDialect;
import coffee.crema.load.peer.NettySocketioServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Two nodes of netty-socketio with its Redisson store.
public final class NettySocketioPair implements SystemUnderTest {
    private final RedisProcess redis = new RedisProcess();
    private final List<ServerProcess> nodes = new ArrayList<>();

    public NettySocketioPair() {
        for (int i = 0; i < 2; i++) {
            int port = ServerProcess.freePort();
            nodes.add(
                    ServerProcess.start(
                            "netty-socketio",
                            port,
                            JavaCommand.main(
                                    NettySocketioServer.class,
                                    List.of(Integer.toString(port), redis.uri()))));
        }
    }

    @Override
    public Dialect dialect() {
        return new SocketIoDialect(false);
    }

    @Override
    public InetSocketAddress address(int node) {
        return nodes.get(node).address();
    }

    @Override
    public List<ProcessHandle> processes() {
        var processes = new ArrayList<>(nodes.stream().map(ServerProcess::handle).toList());
        processes.add(redis.handle());
        return processes;
    }

    @Override
    public double compileSeconds() {
        return nodes.stream()
                .map(ServerProcess::handle)
                .mapToDouble(JavaCommand::compileSeconds)
                .sum();
    }

    @Override
    public RedisProcess redis() {
        return redis;
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::close);
        redis.close();
    }
}
