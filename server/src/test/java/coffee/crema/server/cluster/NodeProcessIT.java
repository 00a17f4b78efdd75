package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessIT {
    @TempDir Path dir;

    @Test
    void a_node_says_where_to_open_it_and_how_to_get_a_token_and_ends_when_told() {
        try (var node = NodeProcess.node(dir).set("crema.drain.spread", "0s").start()) {
            assertThat(node.log())
                    .contains("open    " + node.http())
                    .contains("/dev/token?user=ann")
                    .contains("DEVELOPMENT MODE");
            assertThat(node.token("ann")).contains(".");
            node.terminate();
            assertThat(node.awaitExit(Duration.ofSeconds(10))).isZero();
        }
    }

    @Test
    void the_second_signal_ends_a_node_that_still_drains_at_once() throws Exception {
        try (var node = NodeProcess.node(dir).set("crema.drain.spread", "5m").start();
                var one = new WsClient(WireFormat.JSON, node.token("ann"));
                var two = new WsClient(WireFormat.JSON, node.token("bob"))) {
            one.connected(node.ws());
            two.connected(node.ws());
            node.terminate();
            await().atMost(Duration.ofSeconds(10)).until(() -> !one.events("drain").isEmpty());
            assertThat(node.isAlive()).isTrue();
            node.terminate();
            assertThat(node.awaitExit(Duration.ofSeconds(5))).isEqualTo(143);
        }
    }

    /// sqlite-jdbc and Netty bring libraries that must lie in a file to be loaded.
    @Test
    void killed_nodes_leave_one_library_behind_however_many_they_were() throws Exception {
        Path temporary = Files.createDirectory(dir.resolve("temporary"));
        for (int i = 0; i < 3; i++) {
            try (var node =
                    NodeProcess.node(dir).jvmOption("-Djava.io.tmpdir=" + temporary).start()) {
                node.kill9();
            }
        }
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        try (var left = Files.walk(dir)) {
            assertThat(left.filter(file -> file.toString().contains("sqlitejdbc"))).hasSize(1);
        }
    }

    @Test
    void a_wrong_setting_ends_the_start_with_a_sentence_and_no_stack_trace() {
        try (var node = NodeProcess.node(dir).set("crema.listen.host", "0.0.0.0").launch()) {
            assertThat(node.awaitExit(Duration.ofSeconds(20))).isEqualTo(2);
            assertThat(node.log()).startsWith("crema: In development mode").hasLineCount(1);
        }
    }

    @Test
    void a_taken_port_is_said_in_a_sentence() {
        try (var first = NodeProcess.node(dir).start();
                var second = NodeProcess.node(dir.resolve("second")).port(first.port()).launch()) {
            assertThat(second.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(second.log())
                    .contains("crema: The node cannot listen on 127.0.0.1:" + first.port())
                    .doesNotContain("\tat ");
        }
    }
}
