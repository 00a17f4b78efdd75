package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.testing.PostgresServer;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node says of itself while PostgreSQL or Redis is away.
class StoresAwayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path dir;

    @Test
    void it_is_not_ready_names_the_part_and_comes_back_by_itself() {
        try (var postgres = PostgresServer.launch();
                var redis = RedisServer.start();
                var node =
                        NodeProcess.node(dir)
                                .postgres(
                                        postgres.newDatabase(),
                                        PostgresServer.USER,
                                        PostgresServer.USER)
                                .redis(redis.uri().toString())
                                .start();
                var ann = new WsClient(WireFormat.JSON, node.token("ann"))) {
            ann.connected(node.ws());
            ann.ask(
                    "room.create",
                    Map.of("id", "r", "type", "cupping", "title", "R", "visibility", "public"));
            assertThat(parts(node)).containsEntry("database", "UP").containsEntry("redis", "UP");

            postgres.stop();
            awaitDown(node, "database", "redis");
            assertThat(node.get("/health/liveness").statusCode()).isEqualTo(200);
            postgres.start();
            awaitReady(node);

            redis.kill();
            awaitDown(node, "redis", "database");
            redis.restart();
            awaitReady(node);

            redis.pause();
            awaitDown(node, "redis", "database");
            redis.resume();
            awaitReady(node);

            assertThat(ann.isAccepted()).as("who is connected stays").isTrue();
            ann.ask("chat.say", Map.of("room", joined(ann), "text", "still here"));
        }
    }

    private static String joined(WsClient ann) {
        ann.ask("room.join", Map.of("room", "r"));
        return "r";
    }

    private static void awaitDown(NodeProcess node, String part, String other) {
        await(part).atMost(PATIENCE).until(() -> !node.isReady());
        HttpResponse<String> answer = node.get("/health/readiness");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(parts(node)).containsEntry(part, "DOWN").containsEntry(other, "UP");
        assertThat(answer.body()).doesNotContain("jdbc").doesNotContain("Exception");
    }

    private static void awaitReady(NodeProcess node) {
        await("ready").atMost(PATIENCE).until(node::isReady);
        assertThat(parts(node)).containsEntry("database", "UP").containsEntry("redis", "UP");
    }

    /// Their status by name.
    private static Map<String, String> parts(NodeProcess node) {
        try {
            JsonNode details = JSON.readTree(node.get("/health/readiness").body()).path("details");
            var parts = new HashMap<String, String>();
            details.properties()
                    .forEach(
                            one -> parts.put(one.getKey(), one.getValue().path("status").asText()));
            return parts;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
