package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.apiKey;
import static coffee.crema.server.http.api.ApiCaller.member;
import static coffee.crema.server.http.api.ApiCaller.service;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.LocalNode;
import coffee.crema.server.cluster.WsClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop that runs a blind box over HTTP alone.
class BlindBoxesApiTest {
    private static final String BOXES = "/api/v1/blind-boxes";
    private static final String BOX =
            """
            {"orderId":"o1","openToAll":false,"items":[
              {"coffee":{"id":"c-1","name":"SECRET-one","country":"Kenya"}},
              {"coffee":{"id":"c-2","name":"SECRET-two","country":"Brazil"}}],
             "form":{"fields":["country"]}}\
            """;

    @TempDir Path dir;

    private LocalNode shop() {
        return LocalNode.start(
                dir,
                "crema.auth.api-keys="
                        + apiKey("shop", "key", "blind-boxes")
                        + ","
                        + apiKey("reader", "other", "rooms:read"));
    }

    private static JsonNode move(ApiCaller who, String move) {
        return who.done("POST", BOXES + "/o1/moves", "{\"move\":\"" + move + "\"}").get("box");
    }

    /// Who takes part comes in by a socket.
    private static void join(LocalNode node, String user) {
        try (var client = new WsClient(WireFormat.JSON, node.token(user))) {
            String http = node.node().address().toString();
            client.connected(URI.create(http.replaceFirst("http", "ws") + "/ws"));
            client.ask("room.join", Map.of("room", "blind-box-o1"));
        }
    }

    @Test
    void scheduled_guessed_and_finished() {
        try (var node = shop()) {
            var shop = service(node, "key");
            var ann = member(node, "ann");
            JsonNode box = shop.done("POST", BOXES, BOX).get("box");
            assertThat(box.path("state").asText()).isEqualTo("scheduled");
            assertThat(box.path("commitments")).hasSize(2);
            assertThat(shop.done("POST", BOXES, BOX).at("/box/commitments"))
                    .isEqualTo(box.path("commitments"));
            shop.refused(409, "conflict", "POST", BOXES, BOX.replace("SECRET-two", "SECRET-2"));
            service(node, "other").refused(403, "forbidden", "POST", BOXES, BOX);

            join(node, "ann");
            move(shop, "open");
            String guess =
                    "{\"guesses\":[{\"label\":\"A\",\"coffeeId\":\"c-1\",\"confidence\":5,\"country\":\"Ethiopia\"}]}";
            ann.refused(403, "forbidden", "POST", BOXES + "/o1/guesses", guess);
            shop.done("POST", BOXES + "/o1/rights", "{\"users\":[\"ann\"]}");
            JsonNode receipt = ann.done("POST", BOXES + "/o1/guesses", guess);
            JsonNode checked = shop.done("POST", BOXES + "/receipts", receipt.toString());
            assertThat(checked.path("valid").asBoolean()).isTrue();
            move(shop, "lock");
            ann.refused(403, "forbidden", "POST", BOXES + "/o1/moves", "{\"move\":\"start\"}");
            assertThat(shop.call("GET", BOXES + "/o1", "").body()).doesNotContain("SECRET");
            assertThat(move(shop, "start").path("state").asText()).isEqualTo("countdown");
            shop.refused(409, "conflict", "POST", BOXES + "/o1/moves", "{\"move\":\"finish\"}");
            assertThat(move(shop, "abort").path("state").asText()).isEqualTo("aborted");
            assertThat(shop.get(BOXES + "/o1/replay").path("events")).hasSize(5);
            assertThat(shop.get(BOXES + "/boards/season").path("size").asInt()).isZero();
        }
    }

    @Test
    void in_development_a_key_is_made_beside_the_database_and_kept() throws IOException {
        Path key = dir.resolve("blind-box.key");
        try (var node = shop()) {
            service(node, "key").done("POST", BOXES, BOX);
        }
        String made = Files.readString(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (var node = shop()) {
            assertThat(service(node, "key").done("POST", BOXES, BOX).at("/box/seq").asInt())
                    .isEqualTo(1);
        }
        assertThat(Files.readString(key)).isEqualTo(made);
    }

    @Test
    void in_production_without_a_key_nothing_is_scheduled() {
        try (var node =
                LocalNode.start(
                        dir,
                        "crema.mode=production",
                        "crema.auth.hs256-secret=" + "s".repeat(32),
                        "crema.auth.api-keys=" + apiKey("shop", "key", "blind-boxes"))) {
            assertThat(
                            service(node, "key")
                                    .refused(409, "conflict", "POST", BOXES, BOX)
                                    .path("message")
                                    .asText())
                    .contains("crema.blind-box.keys");
            assertThat(dir.resolve("blind-box.key")).doesNotExist();
        }
    }
}
