package coffee.crema.server.cluster;

import coffee.crema.realtime.testing.PostgresServer;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.testing.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Nodes of one PostgreSQL database and one Redis.
public final class Cluster implements AutoCloseable {
    private final Path dir;
    private final UnaryOperator<NodeStart> settings;
    private final String database = PostgresServer.shared().newDatabase();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<TcpProxy> waysToRedis = new ArrayList<>();

    final RedisServer redis = RedisServer.start();

    private Cluster(Path dir, UnaryOperator<NodeStart> settings) {
        this.dir = dir;
        this.settings = settings;
    }

    public static Cluster of(int nodes, Path dir) {
        return of(nodes, dir, node -> node);
    }

    /// @param settings of every node, over those of all tests
    static Cluster of(int nodes, Path dir, UnaryOperator<NodeStart> settings) {
        var cluster = new Cluster(dir, settings);
        try {
            var starting = new ArrayList<NodeProcess>();
            for (int i = 0; i < nodes; i++) {
                cluster.waysToRedis.add(TcpProxy.to(cluster.redis.port()));
                starting.add(cluster.builder(i, 0).launch());
                cluster.nodes.add(starting.getLast());
            }
            starting.forEach(NodeProcess::awaitReady);
            return cluster;
        } catch (RuntimeException | Error failed) {
            cluster.close();
            throw failed;
        }
    }

    public NodeProcess node(int index) {
        return nodes.get(index);
    }

    /// What lies between a node and Redis.
    TcpProxy wayToRedis(int index) {
        return waysToRedis.get(index);
    }

    /// The doors of all nodes, that of `first` at the beginning.
    List<URI> doors(int first) {
        var doors = new ArrayList<URI>();
        for (int i = 0; i < nodes.size(); i++) {
            doors.add(nodes.get((first + i) % nodes.size()).ws());
        }
        return doors;
    }

    /// A new node where one was before.
    NodeProcess replace(int index) {
        nodes.get(index).close();
        NodeProcess next = builder(index, nodes.get(index).port()).start();
        nodes.set(index, next);
        return next;
    }

    private NodeStart builder(int index, int port) {
        return settings.apply(
                NodeProcess.node(dir)
                        .port(port)
                        .postgres(database, PostgresServer.USER, PostgresServer.USER)
                        .redis(RedisServer.uri(wayToRedis(index).port()).toString())
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.requests-per-minute", "1000000"));
    }

    /// What the nodes printed, for the message of a failed test.
    public String logs() {
        var all = new StringBuilder();
        nodes.forEach(
                node -> all.append("\n--- ").append(node.http()).append('\n').append(node.log()));
        return all.toString();
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        waysToRedis.forEach(TcpProxy::close);
        redis.close();
    }
}
