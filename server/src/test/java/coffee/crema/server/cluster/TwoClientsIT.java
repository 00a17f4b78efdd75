package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoClientsIT {
    @TempDir Path dir;

    @Test
    void two_people_talk_one_is_cut_off_and_comes_back_and_nothing_is_missing() {
        try (var node = NodeProcess.node(dir).start();
                var ann = new WsClient(WireFormat.JSON, node.token("ann"));
                var bob = new WsClient(WireFormat.CBOR, node.token("bob"))) {
            URI ws = node.ws();
            ann.connected(ws);
            ann.ask(
                    "room.create",
                    Map.of("id", "r1", "type", "tasting", "title", "R", "visibility", "public"));
            ann.ask("room.join", Map.of("room", "r1"));
            bob.connected(ws);
            bob.ask("room.join", Map.of("room", "r1"));
            say(ann, "one");
            await().until(() -> bob.events("chat.said").size() == 1);
            bob.drop();
            say(ann, "two");
            assertThat(bob.connected(ws).get("resumed").asBoolean()).isTrue();
            say(bob, "three");
            await().untilAsserted(() -> {
                assertThat(texts(bob)).containsExactly("one", "two", "three");
                assertThat(texts(ann)).containsExactly("one", "two", "three");
            });
            assertThat(ann.violations()).isEmpty();
            assertThat(bob.violations()).isEmpty();
        }
    }

    @Test
    void a_node_that_is_told_to_stop_tells_its_clients_and_closes_what_stays() {
        try (var node = NodeProcess.node(dir).set("crema.drain.spread", "1s").start();
                var ann = new WsClient(WireFormat.JSON, node.token("ann"))) {
            ann.connected(node.ws());
            node.terminate();
            await().until(() -> !ann.events("drain").isEmpty());
            assertThat(node.get("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(WsClient.within(ann.closed()).code()).isEqualTo(3000);
            assertThat(node.awaitExit(Duration.ofSeconds(15))).isZero();
        }
    }

    private static void say(WsClient client, String text) {
        client.ask("chat.say", Map.of("room", "r1", "text", text));
    }

    private static List<String> texts(WsClient client) {
        return client.events("chat.said").stream()
                .map(event -> event.data().path("message").path("text").asText())
                .toList();
    }
}
