package coffee.crema.realtime.node.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeDirectoryContract;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.testing.RedisNode;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisNodeDirectoryTest extends NodeDirectoryContract {
    private RedisServer redis;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private NodeDirectory directory;

    @BeforeEach
    void open() {
        redis = RedisServer.start();
        directory = node(redis.port());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        redis.close();
    }

    private NodeDirectory node(int port) {
        RedisNode node = RedisNode.at(RedisServer.uri(port));
        opened.add(node);
        var self = new NodeId("n-" + UUID.randomUUID());
        var created = new RedisNodeDirectory(self, node.link, node.meters);
        opened.add(created);
        return created;
    }

    @Override
    protected NodeDirectory directory() {
        return directory;
    }

    @Override
    protected Optional<NodeDirectory> another() {
        return Optional.of(node(redis.port()));
    }

    @Test
    void a_goodbye_is_heard_at_once() {
        NodeDirectory other = node(redis.port());
        await().until(() -> directory.alive().contains(other.self()));
        other.close();
        await().atMost(Duration.ofSeconds(1))
                .until(() -> !directory.alive().contains(other.self()));
    }

    @Test
    void a_node_that_is_cut_off_is_gone_after_3_s_and_joins_again_when_it_returns() {
        try (var proxy = TcpProxy.to(redis.port())) {
            NodeDirectory other = node(proxy.port());
            await().until(() -> directory.alive().contains(other.self()));
            var heard = new Heard();
            directory.listen(heard);

            long cutNanos = System.nanoTime();
            proxy.refuse();
            await().atMost(Duration.ofSeconds(4))
                    .until(() -> heard.changes.contains("gone " + other.self()));
            assertThat(Duration.ofNanos(System.nanoTime() - cutNanos))
                    .isGreaterThan(Duration.ofMillis(2_400));
            assertThat(other.alive())
                    .as("who cannot hear declares nobody gone")
                    .contains(directory.self());

            proxy.accept();
            await().until(() -> heard.changes.size() == 2);
            assertThat(heard.changes)
                    .containsExactly("gone " + other.self(), "joined " + other.self());
        }
    }

    @Test
    void nobody_is_gone_because_redis_is_away() {
        NodeDirectory other = node(redis.port());
        await().until(() -> directory.alive().size() == 2 && other.alive().size() == 2);
        var heard = new Heard();
        directory.listen(heard);
        other.listen(heard);
        redis.kill();
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(6))
                .until(() -> directory.alive().size() == 2);
        redis.restart();
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(5))
                .until(() -> directory.alive().size() == 2 && other.alive().size() == 2);
        assertThat(heard.changes).isEmpty();
    }

    @Test
    void who_died_while_redis_was_away_is_gone_3_s_after_it_is_back() {
        try (var proxy = TcpProxy.to(redis.port())) {
            NodeDirectory other = node(proxy.port());
            await().until(() -> directory.alive().contains(other.self()));
            redis.pause();
            proxy.refuse();
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> directory.alive().size() == 2);
            redis.resume();
            await().atMost(Duration.ofSeconds(5)).until(() -> directory.alive().size() == 1);
        }
    }

    private static final class Heard implements NodeDirectory.Listener {
        final List<String> changes = new CopyOnWriteArrayList<>();

        @Override
        public void joined(NodeId node) {
            changes.add("joined " + node);
        }

        @Override
        public void gone(NodeId node) {
            changes.add("gone " + node);
        }
    }
}
