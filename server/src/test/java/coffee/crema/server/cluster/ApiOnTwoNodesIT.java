package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A back end that speaks now to this node, now to that, over PostgreSQL and Redis; and what the nodes measured meanwhile.
class ApiOnTwoNodesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "the key of the shop";
    private static final String ROOMS = "/api/v1/rooms";
    private static final String ORDER = "{\"event\":\"app.order\",\"data\":{\"cups\":3}}";

    @TempDir static Path dir;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster =
                Cluster.of(
                        2,
                        dir,
                        node ->
                                node.set(
                                        "crema.auth.api-keys",
                                        "shop:" + sha256(KEY) + ":rooms+publish"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void what_one_node_did_the_other_knows() {
        try (var ann = new WsClient(WireFormat.JSON, Tokens.of("ann"));
                var bob = new WsClient(WireFormat.CBOR, Tokens.of("bob"))) {
            String room =
                    "{\"id\":\"api\",\"type\":\"cupping\",\"title\":\"R\",\"visibility\":\"public\"}";
            JsonNode made = done(0, "POST", ROOMS, room, "Idempotency-Key", "make");
            assertThat(done(1, "POST", ROOMS, room, "Idempotency-Key", "make")).isEqualTo(made);

            ann.connected(cluster.node(0).ws());
            bob.connected(cluster.node(1).ws());
            ann.ask("room.join", Map.of("room", "api"));
            bob.ask("room.join", Map.of("room", "api"));
            for (int node = 0; node < 2; node++) {
                awaitPeople(node, "ann", "bob");
            }

            String events = "/api/v1/channels/room:api/events";
            JsonNode first = done(1, "POST", events, ORDER, "Idempotency-Key", "order");
            assertThat(done(0, "POST", events, ORDER, "Idempotency-Key", "order")).isEqualTo(first);
            JsonNode second = done(0, "POST", events, ORDER, "Idempotency-Key", "another");
            assertThat(second.get("offset").asLong()).isEqualTo(first.get("offset").asLong() + 1);
            for (WsClient member : List.of(ann, bob)) {
                await().atMost(PATIENCE).until(() -> member.events("app.order").size() >= 2);
                assertThat(member.events("app.order")).hasSize(2);
                assertThat(member.violations()).isEmpty();
            }
            String since = events + "?offset=" + (first.get("offset").asLong() - 1);
            JsonNode past = done(0, "GET", since, "");
            assertThat(past.path("events")).hasSize(2);
            assertThat(done(1, "GET", since, "")).isEqualTo(past);

            done(0, "DELETE", ROOMS + "/api/members/bob", "");
            await("out of the room, on the other node")
                    .atMost(AT_ONCE)
                    .until(() -> !bob.events("moved").isEmpty());
            assertThat(bob.events("moved").getFirst().data().path("reason").asText())
                    .isEqualTo("kicked");
            for (int node = 0; node < 2; node++) {
                awaitPeople(node, "ann");
            }
        } catch (Throwable failure) {
            throw new AssertionError(cluster.logs(), failure);
        }
    }

    @Test
    void the_nodes_say_what_an_operator_must_know() throws Exception {
        try (var ann = new WsClient(WireFormat.JSON, Tokens.of("ann"))) {
            ann.connected(cluster.node(0).ws());
            ann.ask(
                    "room.create",
                    Map.of("id", "seen", "type", "event", "title", "S", "visibility", "public"));
            ann.ask("room.join", Map.of("room", "seen"));
            ann.ask("chat.say", Map.of("room", "seen", "text", "hello"));
            await().atMost(PATIENCE).until(() -> !ann.events("chat.said").isEmpty());
            assertThat(
                            catchThrowableOfType(
                                            Refused.class,
                                            () -> ann.ask("room.get", Map.of("room", "nowhere")))
                                    .code())
                    .isEqualTo("not_found");
            ann.drop();
            ann.connected(cluster.node(0).ws());
            NodeProcess node = cluster.node(0);
            assertThat(node.metric("crema_connections ")).isEqualTo(1);
            for (String happened :
                    List.of(
                            "crema_ws_deliveries_total",
                            "crema_ws_lag_seconds_count",
                            "crema_ws_lag_seconds_bucket",
                            "crema_refusals_total{code=\"not_found\"",
                            "crema_hub_recoveries_total{",
                            "crema_sessions_resumed_total",
                            "crema_store_commit_seconds_count",
                            "crema_store_read_seconds_count",
                            "crema_broker_publish_seconds_count")) {
                await(happened).atMost(PATIENCE).until(() -> node.metric(happened) > 0);
            }
            String all = node.get("/prometheus").body();
            assertThat(all)
                    .contains("crema_store_queue{")
                    .contains("crema_hub_mailbox_waiting")
                    .contains("crema_ws_queued_bytes")
                    .contains("crema_redis_queue{")
                    .contains("crema_outbox_held")
                    .contains("crema_http_bodies_late_total");
        } catch (Throwable failure) {
            throw new AssertionError(cluster.node(0).get("/prometheus").body(), failure);
        }
    }

    private static void awaitPeople(int node, String... users) {
        await("people by node " + node)
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    var people = done(node, "GET", ROOMS + "/api/presence", "").path("people");
                    var names = new ArrayList<String>();
                    people.fieldNames().forEachRemaining(names::add);
                    assertThat(names).containsExactlyInAnyOrder(users);
                });
    }

    private static JsonNode done(
            int node, String method, String path, String json, String... headers) {
        var all = new ArrayList<String>(List.of("X-Api-Key", KEY));
        Collections.addAll(all, headers);
        var answer = cluster.node(node).request(method, path, json, all.toArray(String[]::new));
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 201);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
