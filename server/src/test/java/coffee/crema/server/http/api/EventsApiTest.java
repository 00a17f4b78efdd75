package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.ROOMS;
import static coffee.crema.server.http.api.ApiCaller.apiKey;
import static coffee.crema.server.http.api.ApiCaller.member;
import static coffee.crema.server.http.api.ApiCaller.service;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsApiTest {
    private static final String ORDER = "{\"event\":\"app.order\",\"data\":{\"n\":1}}";

    @TempDir static Path dir;
    private static LocalNode node;
    private static ApiCaller shop;
    private static ApiCaller ann;

    @BeforeAll
    static void start() {
        node =
                LocalNode.start(
                        dir,
                        "crema.auth.api-keys=" + apiKey("shop", "shop-key", "publish+rooms:read"));
        shop = service(node, "shop-key");
        ann = member(node, "ann");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void an_event_is_published_once_however_often_the_call_is_repeated() {
        ann.createRoom("e1");
        String path = "/api/v1/channels/room:e1/events";
        var before = shop.get(path).path("offset").asLong();
        var first = shop.done("POST", path, ORDER, "Idempotency-Key", "o1");
        var again = shop.done("POST", path, ORDER, "Idempotency-Key", "o1");
        assertThat(first.path("offset").asLong()).isEqualTo(before + 1);
        assertThat(again).isEqualTo(first);
        assertThat(shop.get(path).path("offset").asLong()).isEqualTo(before + 1);
        shop.refused(
                409, "id_reused", "POST", path, ORDER.replace("1", "2"), "Idempotency-Key", "o1");
        assertThat(shop.get(path).path("offset").asLong()).isEqualTo(before + 1);
        // The same key of somebody else is another key, and no key is none.
        assertThat(ann.done("POST", path, ORDER, "Idempotency-Key", "o1").path("offset").asLong())
                .isEqualTo(before + 2);
        shop.done("POST", path, ORDER);
        shop.done("POST", path, ORDER);
        assertThat(shop.get(path).path("offset").asLong()).isEqualTo(before + 4);
    }

    @Test
    void the_past_is_read_from_an_offset_on() {
        ann.createRoom("e2");
        String path = "/api/v1/channels/room:e2/events";
        for (int i = 1; i <= 3; i++) {
            shop.done("POST", path, ORDER.replace("1", "" + i));
        }
        var all = ann.get(path);
        assertThat(all.path("complete").asBoolean()).isTrue();
        long end = all.path("offset").asLong();
        var last =
                ann.get(
                        path
                                + "?epoch="
                                + all.path("epoch").asText()
                                + "&offset="
                                + (end - 2)
                                + "&limit=1");
        assertThat(last.path("events")).hasSize(1);
        assertThat(last.at("/events/0/offset").asLong()).isEqualTo(end - 1);
        assertThat(last.at("/events/0/event").asText()).isEqualTo("app.order");
        assertThat(last.at("/events/0/data/n").asInt()).isEqualTo(2);
        assertThat(ann.get(path + "?epoch=gone&offset=1").path("complete").asBoolean(true))
                .isFalse();
        ann.refused(400, "invalid_field", "GET", path + "?offset=-1", "");
        assertThat(
                        ann.refused(400, "invalid_field", "GET", path + "?limit=201", "")
                                .path("field")
                                .asText())
                .isEqualTo("limit");
        member(node, "bob").refused(403, "not_joined", "GET", path, "");
        ann.refused(403, "forbidden", "GET", "/api/v1/channels/user-bob/events", "");
    }

    @Test
    void an_ephemeral_event_has_no_position_and_is_not_kept() {
        ann.createRoom("e3");
        String path = "/api/v1/channels/room:e3/events";
        var before = ann.get(path).path("offset").asLong();
        String passing = "{\"event\":\"app.wave\",\"data\":{},\"ephemeral\":true}";
        assertThat(ann.done("POST", path, passing).isEmpty()).isTrue();
        assertThat(ann.get(path).path("offset").asLong()).isEqualTo(before);
    }

    @Test
    void a_back_end_speaks_to_any_user_and_members_do_not() {
        String path = "/api/v1/users/zoe/events";
        shop.done("POST", path, ORDER);
        var heard = member(node, "zoe").get("/api/v1/channels/user-zoe/events");
        assertThat(heard.at("/events/0/event").asText()).isEqualTo("app.order");
        ann.refused(403, "forbidden", "POST", path, ORDER);
        shop.refused(403, "forbidden", "POST", "/api/v1/channels/store:7/events", ORDER);
    }

    @Test
    void only_application_events_with_an_object_are_published() {
        ann.createRoom("e4");
        String path = "/api/v1/channels/room:e4/events";
        assertThat(refusedField(path, ORDER.replace("app.order", "chat.said"))).isEqualTo("event");
        assertThat(refusedField(path, "{\"event\":\"app.x\",\"data\":[1]}")).isEqualTo("data");
        assertThat(refusedField(path, "{\"event\":\"app.x\"}")).isEqualTo("data");
        member(node, "bob").refused(403, "not_joined", "POST", path, ORDER);
        ann.done("DELETE", ROOMS + "/e4", "");
        ann.refused(410, "closed", "POST", path, ORDER);
    }

    private static String refusedField(String path, String json) {
        return ann.refused(400, "invalid_field", "POST", path, json).path("field").asText();
    }
}
