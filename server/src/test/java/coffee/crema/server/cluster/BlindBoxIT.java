package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import coffee.crema.blindbox.fair.Verifier;
import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reveal over real sockets: on time, paused and resumed, joined late, come back to, verified.
class BlindBoxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir static Path dir;
    private static NodeProcess node;

    @BeforeAll
    static void start() {
        node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.requests-per-minute", "1000000")
                        .start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static WsClient client(String user, String order) {
        var client = new WsClient(WireFormat.JSON, Tokens.of(user));
        client.connected(node.ws());
        client.ask("room.join", Map.of("room", BoxTable.room(order)));
        return client;
    }

    private static WsClient host(String order, int coffees) {
        var host = new WsClient(WireFormat.CBOR, Tokens.of("host"));
        host.connected(node.ws());
        host.ask("blindbox.schedule", BoxTable.schedule(order, coffees, 1, 1));
        host.ask("room.join", Map.of("room", BoxTable.room(order)));
        return host;
    }

    private static JsonNode move(WsClient host, String move, String order) {
        return host.ask("blindbox." + move, Map.of("orderId", order)).get("box");
    }

    private static void guess(WsClient client, String order, String... ids) {
        List<Object> guesses = new java.util.ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            guesses.add(
                    Map.of(
                            "label",
                            String.valueOf((char) ('A' + i)),
                            "coffeeId",
                            ids[i],
                            "confidence",
                            4));
        }
        JsonNode answer =
                client.ask("blindbox.guess", Map.of("orderId", order, "guesses", guesses));
        assertThat(answer.properties())
                .singleElement()
                .matches(one -> one.getKey().equals("receipt"));
    }

    private static List<Long> positions(WsClient client) {
        return client.events("coffee-revealed").stream()
                .map(one -> one.data().path("position").asLong())
                .toList();
    }

    @Test
    void paused_resumed_joined_late_come_back_to_and_verified() {
        String order = "full";
        try (var host = host(order, 4);
                var ann = client("ann", order);
                var bob = client("bob", order)) {
            byte[] before = document(order);
            move(host, "open", order);
            guess(ann, order, "c-1", "c-2", "c-3", "c-4");
            guess(bob, order, "c-4", "c-3", "c-2", "c-1");
            guess(bob, order, "c-1", "c-3", "c-2", "c-4");
            await().atMost(PATIENCE)
                    .until(() ->
                            ann.events("blindbox.guessers").stream()
                                    .anyMatch(one -> one.data().path("guessers").asInt() == 2));
            move(host, "lock", order);
            assertThat(refusal(ann, order)).isEqualTo("closed");
            long startMs = move(host, "start", order).path("startedAtMs").asLong();
            await().atMost(PATIENCE).until(() -> positions(ann).size() == 1);

            JsonNode paused = move(host, "pause", order);
            assertThat(paused.path("state").asText()).isEqualTo("paused");
            try (var late = client("late", order)) {
                await().atMost(PATIENCE)
                        .until(() ->
                                late.events("snapshot").stream()
                                        .anyMatch(one -> one.data().has("blindBox")));
                JsonNode seen =
                        late.events("snapshot").stream()
                                .map(one -> one.data().path("blindBox"))
                                .filter(JsonNode::isObject)
                                .findFirst()
                                .orElseThrow();
                assertThat(seen.path("revealed")).hasSize(1);
                assertThat(seen.path("state").asText()).isEqualTo("paused");
                bob.drop();
                JsonNode resumed = move(host, "resume", order);
                long pausedMs = resumed.path("nextAtMs").asLong() - (startMs + 1_000 + 2 * 1_000);
                assertThat(pausedMs).isPositive();
                await().atMost(PATIENCE).until(() -> positions(ann).size() == 2);
                bob.connected(node.ws());
                for (WsClient one : List.of(ann, bob, late, host)) {
                    await().atMost(PATIENCE).until(() -> BoxTable.of(one, order).complete());
                    BoxTable table = BoxTable.of(one, order);
                    assertThat(table.shown).containsExactly(1, 2, 3, 4);
                    assertThat(table.contradictions).isEmpty();
                    assertThat(one.violations()).isEmpty();
                }
                checkTimes(ann, startMs, pausedMs);
            }
            JsonNode best = ann.events("reveal-complete").getLast().data();
            assertThat(best.at("/leaderboard/0/userId").asText()).isEqualTo("ann");
            assertThat(best.at("/leaderboard/1/correctCount").asInt()).isEqualTo(2);
            assertThat(best.at("/results/topPerformers")).isEqualTo(best.path("leaderboard"));
            var report = Verifier.check(document(order), before);
            assertThat(report.problems()).isEmpty();
            assertThat(report.checked()).isEqualTo(4);
        }
    }

    /// Each came when it was due, and is to be shown half a second later.
    private static void checkTimes(WsClient client, long startMs, long pausedMs) {
        for (var one : client.events("coffee-revealed")) {
            int position = one.data().path("position").asInt();
            long dueMs = startMs + 1_000 + 1_000L * position + (position > 1 ? pausedMs : 0);
            long serverMs = one.data().path("serverTime").asLong();
            assertThat(serverMs).as("coffee %d", position).isBetween(dueMs, dueMs + 400);
            assertThat(one.data().path("displayAt").asLong()).isBetween(dueMs + 500, dueMs + 1_000);
        }
    }

    private static String refusal(WsClient client, String order) {
        return catchThrowableOfType(Refused.class, () -> guess(client, order, "c-1")).code();
    }

    private static byte[] document(String order) {
        return node.get(
                        "/api/v1/blind-boxes/" + order,
                        "Authorization",
                        "Bearer " + Tokens.of("ann"))
                .body()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void finished_at_once_and_aborted() {
        String order = "finished";
        try (var host = host(order, 5);
                var ann = client("ann", order)) {
            move(host, "start", order);
            await().atMost(PATIENCE).until(() -> positions(ann).size() == 1);
            move(host, "finish", order);
            await().atMost(PATIENCE).until(() -> !ann.events("reveal-complete").isEmpty());
            assertThat(positions(ann)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
        String other = "aborted";
        try (var host = host(other, 5);
                var ann = client("ann", other)) {
            move(host, "start", other);
            move(host, "abort", other);
            await().atMost(PATIENCE).until(() -> !ann.events("blindbox.aborted").isEmpty());
            assertThat(positions(ann)).isEmpty();
        }
    }
}
