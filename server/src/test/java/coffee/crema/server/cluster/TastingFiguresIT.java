package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The worked panel of five cuppers and four coffees, on two nodes over PostgreSQL and Redis: live counts, figures and files.
class TastingFiguresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROOM = "figures";
    private static final String SESSION = "figures-1";
    private static final List<String> FIELDS =
            List.of(
                    "fragrance-aroma",
                    "flavor",
                    "aftertaste",
                    "acidity",
                    "body",
                    "balance",
                    "overall");
    private static final double[][] SCORES = {
        {84.25, 86.5, 82, 88},
        {85, 87, 81.5, 88.75},
        {83.5, 86, 82.75, 87.25},
        {84.75, 85.5, 83, 89.5},
        {79, 90, 85, 84.25}
    };

    @TempDir Path dir;
    private final List<WsClient> clients = new ArrayList<>();
    private final Map<String, String> codes = new HashMap<>();
    private Cluster cluster;
    private WsClient host;

    @BeforeEach
    void start() {
        cluster = Cluster.of(2, dir);
    }

    @AfterEach
    void stop() {
        clients.forEach(WsClient::close);
        cluster.close();
    }

    @Test
    void what_both_nodes_saw_is_one_panel() throws Exception {
        open();
        List<WsClient> cuppers = new ArrayList<>();
        for (int i = 0; i < SCORES.length; i++) {
            WsClient cupper = client("c" + (i + 1), i % 2);
            cupper.ask("room.join", Map.of("room", ROOM));
            cupper.ask("tasting.enter", Map.of("session", SESSION));
            cuppers.add(cupper);
        }
        go("dry");
        for (int i = 0; i < SCORES.length; i++) {
            for (int sample = 0; sample < 4; sample++) {
                score(cuppers.get(i), codes.get("S" + (sample + 1)), SCORES[i][sample]);
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newest().path("complete").asInt()).isEqualTo(20));
        assertThat(newest().path("cuppers")).hasSize(5);
        assertThat(newest().path("cuppers")).allMatch(one -> one.path("complete").asInt() == 4);
        assertThat(newest().toString()).doesNotContain("84.25", "S1", "scores");
        assertThat(cuppers)
                .allSatisfy(cupper -> assertThat(cupper.events("tasting.progress")).isEmpty());
        figures(host.ask("tasting.results", Map.of("session", SESSION)));
        go("reveal");
        host.ask("tasting.reveal", Map.of("session", SESSION, "seq", seq()));
        figures(cuppers.get(1).ask("tasting.results", Map.of("session", SESSION)));
        snapshot();
        files();
    }

    private void open() {
        host = client("hana", 0);
        host.ask(
                "room.create",
                Map.of("type", "cupping", "title", "T", "visibility", "public", "id", ROOM));
        host.ask("room.join", Map.of("room", ROOM));
        host.ask("channel.subscribe", Map.of("channel", "room:" + ROOM + ":staff"));
        List<Map<String, Object>> samples = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            samples.add(Map.of("identity", Map.of("name", "S" + i)));
        }
        host.ask(
                "tasting.create",
                Map.of(
                        "room",
                        ROOM,
                        "title",
                        "Panel",
                        "form",
                        "sca-2004",
                        "id",
                        SESSION,
                        "samples",
                        samples));
        host.ask("tasting.code-map", Map.of("session", SESSION))
                .path("samples")
                .forEach(one ->
                        codes.put(one.at("/identity/name").asText(), one.path("code").asText()));
    }

    private void score(WsClient cupper, String code, double total) {
        int quarters = (int) Math.round((total - 30) * 4);
        for (int i = 0; i < FIELDS.size(); i++) {
            int own = quarters / FIELDS.size() + (i < quarters % FIELDS.size() ? 1 : 0);
            mark(cupper, code, "scores." + FIELDS.get(i), own / 4.0);
        }
        for (String field : List.of("uniformity", "clean-cup", "sweetness")) {
            mark(cupper, code, "cups." + field, List.of(true, true, true, true, true));
        }
    }

    private static void mark(WsClient cupper, String code, String field, Object value) {
        cupper.ask(
                "tasting.mark",
                Map.of("session", SESSION, "sample", code, "field", field, "value", value));
    }

    /// The progress with the greatest revision.
    private JsonNode newest() {
        JsonNode newest = JSON.createObjectNode();
        for (var event : host.events("tasting.progress")) {
            if (event.data().path("revision").asLong() > newest.path("revision").asLong()) {
                newest = event.data();
            }
        }
        return newest;
    }

    private void figures(JsonNode results) {
        JsonNode first = null;
        for (JsonNode sample : results.path("samples")) {
            first = sample.path("code").asText().equals(codes.get("S1")) ? sample : first;
        }
        assertThat(first).isNotNull();
        assertThat(first.at("/panel/mean").asDouble()).isEqualTo(83.3);
        assertThat(first.at("/panel/sd").asDouble()).isEqualTo(2.471);
        assertThat(first.at("/panel/trimmedMean").asDouble()).isEqualTo(84.167);
        assertThat(first.at("/scores/4/flagged").asBoolean()).isTrue();
        assertThat(results.at("/agreement/kendallW").asDouble()).isEqualTo(0.68);
        assertThat(results.at("/biases/4/points").asDouble()).isEqualTo(-0.766);
    }

    private void snapshot() {
        WsClient late = client("late", 1);
        late.ask("room.join", Map.of("room", ROOM));
        await().atMost(PATIENCE).until(() -> !roomPart(late).isMissingNode());
        JsonNode part = roomPart(late).at("/panels/0");
        assertThat(part.path("samples")).hasSize(4);
        assertThat(part.at("/agreement/kendallW").asDouble()).isEqualTo(0.68);
    }

    /// What the snapshot of the room says of its sessions.
    private static JsonNode roomPart(WsClient client) {
        return client.received().stream()
                .filter(one -> one.type().equals("snapshot"))
                .map(one -> one.data().path("tastings"))
                .filter(part -> !part.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private void files() throws Exception {
        String path = "/api/v1/tastings/" + SESSION + "/export?format=";
        String[] hana = {"Authorization", "Bearer " + Tokens.of("hana")};
        String csv = cluster.node(0).get(path + "csv", hana).body();
        assertThat(cluster.node(1).get(path + "csv", hana).body()).isEqualTo(csv);
        assertThat(csv.lines().filter(row -> row.contains(",score,score,"))).hasSize(20);
        JsonNode json = JSON.readTree(cluster.node(1).get(path + "json", hana).body());
        assertThat(json.at("/statistics/agreement/kendallW").asDouble()).isEqualTo(0.68);
        assertThat(json.path("sheets")).hasSize(20);
    }

    private void go(String step) {
        String now = "";
        while (!now.equals(step)) {
            now =
                    host.ask(
                                    "tasting.move",
                                    Map.of("session", SESSION, "seq", seq(), "move", "next"))
                            .at("/moment/step")
                            .asText();
        }
    }

    private long seq() {
        return host.ask("tasting.get", Map.of("session", SESSION))
                .at("/session/moment/seq")
                .asLong();
    }

    private WsClient client(String user, int node) {
        var client = new WsClient(WireFormat.JSON, Tokens.of(user));
        client.connected(cluster.node(node).ws());
        clients.add(client);
        return client;
    }
}
