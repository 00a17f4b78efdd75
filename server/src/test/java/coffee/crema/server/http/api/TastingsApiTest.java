package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.TastingRoom.mark;
import static coffee.crema.server.http.api.TastingRoom.markAll;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A back end carries a session on from the lobby to the ranking, by HTTP alone.
class TastingsApiTest {
    private static final String TWO =
            "[{\"identity\":{\"name\":\"Kochere\"}},{\"identity\":{\"name\":\"Huila\"}}]";

    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir, "crema.limits.requests-per-minute=1000000");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_host_has_every_control() {
        var room = new TastingRoom(node, "control");
        String path = room.session("control-1", TWO);
        ApiCaller host = room.host;
        assertThat(room.move(path)).isEqualTo("dry");
        String pause = "{\"seq\":%d}".formatted(room.seq(path));
        assertThat(host.done("POST", path + "/pause", pause).at("/moment/paused").asBoolean())
                .isTrue();
        host.refused(409, "conflict", "POST", path + "/pause", pause);
        String resume = "{\"seq\":%d}".formatted(room.seq(path));
        assertThat(host.done("POST", path + "/resume", resume).at("/moment/paused").asBoolean())
                .isFalse();
        long due = host.get(path).at("/session/moment/dueAtMs").asLong();
        String adjust = "{\"seq\":%d,\"seconds\":30}".formatted(room.seq(path));
        JsonNode later = host.done("POST", path + "/adjustments", adjust);
        assertThat(later.at("/moment/dueAtMs").asLong()).isEqualTo(due + 30_000);
        assertThat(
                        host.refused(
                                        400,
                                        "invalid_field",
                                        "POST",
                                        path + "/adjustments",
                                        "{\"seq\":1,\"seconds\":0}")
                                .path("field")
                                .asText())
                .isEqualTo("seconds");
        String skip = "{\"seq\":%d,\"move\":\"skip\"}".formatted(room.seq(path));
        assertThat(host.done("POST", path + "/moves", skip).at("/moment/step").asText())
                .isEqualTo("break");
        String back = "{\"seq\":%d,\"move\":\"back\"}".formatted(room.seq(path));
        assertThat(host.done("POST", path + "/moves", back).at("/moment/step").asText())
                .isEqualTo("pour");
        assertThat(host.get(path + "/replay?limit=3").path("events")).hasSize(3);
        ApiCaller eve = room.member("eve");
        eve.refused(403, "forbidden", "POST", path + "/pause", pause);
        ApiCaller.member(node, "stranger").refused(403, "not_joined", "GET", path, "");
    }

    @Test
    void a_session_is_scored_judged_and_revealed() {
        var room = new TastingRoom(node, "panel");
        ApiCaller host = room.host;
        ApiCaller ann = room.member("ann");
        ApiCaller bob = room.member("bob");
        String path = room.session("panel-1", TWO);
        ann.done("POST", path + "/cuppers", "");
        bob.done("POST", path + "/cuppers", "");
        ann.refused(403, "forbidden", "POST", path + "/code-map", "");
        Map<String, String> codes = codes(host, path);
        room.move(path);
        for (String code : codes.values()) {
            markAll(ann, path, code, 7);
            markAll(bob, path, code, 6);
        }
        mark(ann, path, codes.get("Huila"), "notes.flavor", "\"plum\"");
        ann.done("DELETE", path + "/samples/" + codes.get("Huila") + "/marks/notes.flavor", "");
        assertThat(ann.get(path + "/sheet").at("/content").toString()).doesNotContain("plum");
        JsonNode progress = host.get(path + "/progress");
        assertThat(progress.path("complete").asInt()).isEqualTo(4);
        assertThat(progress.at("/cuppers/0/complete").asInt()).isEqualTo(2);
        ann.refused(403, "forbidden", "GET", path + "/progress", "");
        judged(room, path, bob, codes);
        reveal(room, path);
        JsonNode results = ann.get(path + "/results");
        assertThat(results.path("samples")).hasSize(2);
        assertThat(results.at("/agreement/of").asInt()).isEqualTo(2);
        assertThat(results.path("biases")).hasSize(2);
        rankings(path, ann);
    }

    private static Map<String, String> codes(ApiCaller host, String path) {
        Map<String, String> codes = new HashMap<>();
        host.done("POST", path + "/code-map", "")
                .path("samples")
                .forEach(sample ->
                        codes.put(
                                sample.at("/identity/name").asText(),
                                sample.path("code").asText()));
        assertThat(codes).containsOnlyKeys("Kochere", "Huila");
        return codes;
    }

    private static void judged(
            TastingRoom room, String path, ApiCaller bob, Map<String, String> codes) {
        ApiCaller host = room.host;
        room.go(path, "lock");
        String code = codes.get("Kochere");
        String exclude = "{\"user\":\"bob\",\"sample\":\"%s\",\"label\":\"cold\"}".formatted(code);
        host.done("POST", path + "/exclusions", exclude);
        assertThat(of(host.get(path + "/results"), code).at("/panel/scores").asInt()).isOne();
        assertThat(host.get(path + "/results").at("/exclusions/0/by").asText()).isEqualTo("hana");
        host.done("DELETE", path + "/exclusions/bob?sample=" + code, "");
        assertThat(of(host.get(path + "/results"), code).at("/panel/scores").asInt()).isEqualTo(2);
        assertThat(mark(bob, path, code, "scores.overall", "9").path("late").asBoolean()).isTrue();
        assertThat(host.get(path + "/late").path("sheets")).hasSize(1);
        bob.refused(403, "forbidden", "POST", path + "/late/bob/admission", "");
        host.done("POST", path + "/late/bob/admission", "");
        assertThat(host.get(path + "/late").path("sheets")).isEmpty();
        // 7 x 6 + 9 = 51: 86.21875, to the nearest quarter.
        assertThat(of(host.get(path + "/results"), code).at("/scores/1/score").asDouble())
                .isEqualTo(86.25);
    }

    private static void reveal(TastingRoom room, String path) {
        room.go(path, "reveal");
        String all = "{\"seq\":%d}".formatted(room.seq(path));
        assertThat(room.host.done("POST", path + "/reveals", all).path("samples")).hasSize(2);
    }

    private static void rankings(String path, ApiCaller ann) {
        JsonNode samples = ann.get(path + "/ranking?of=samples");
        assertThat(samples.path("size").asInt()).isEqualTo(2);
        assertThat(samples.at("/ranked/0/label").asText()).isEqualTo("Kochere");
        assertThat(ann.get("/api/v1/rooms/panel/ranking?of=samples").path("ranked")).hasSize(2);
        JsonNode around = ann.get("/api/v1/rooms/panel/ranking?of=cuppers&around=true");
        assertThat(around.path("ranked").findValuesAsText("member"))
                .containsExactlyInAnyOrder("ann", "bob");
    }

    private static JsonNode of(JsonNode results, String code) {
        for (JsonNode sample : results.path("samples")) {
            if (sample.path("code").asText().equals(code)) {
                return sample;
            }
        }
        throw new AssertionError("no sample " + code + " in " + results);
    }
}
