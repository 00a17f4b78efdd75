package coffee.crema.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
    private static final String ROOM =
            "{\"type\":\"cupping\",\"title\":\"Finca\",\"visibility\":\"public\",\"id\":\"%s\"}";

    /// SHA-256 of `secret`.
    private static final String KEY_HASH =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        node =
                LocalNode.start(
                        dir,
                        "crema.limits.requests-per-minute=60",
                        "crema.auth.api-keys=shop:" + KEY_HASH + ":rooms+publish");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_room_is_made_once_however_often_the_call_is_repeated() {
        String ann = node.token("ann-1");
        var first = as(ann, "POST", "/api/v1/rooms", ROOM.formatted("a1"), "Idempotency-Key", "k");
        var again = as(ann, "POST", "/api/v1/rooms", ROOM.formatted("a1"), "Idempotency-Key", "k");
        var other = as(ann, "POST", "/api/v1/rooms", ROOM.formatted("a2"), "Idempotency-Key", "k");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        refused(other, 409, "id_reused");
        refused(as(ann, "POST", "/api/v1/rooms", ROOM.formatted("a1")), 409, "conflict");
    }

    @Test
    void a_host_runs_the_room() {
        String ann = node.token("ann-2");
        String path = "/api/v1/rooms/b1";
        as(ann, "POST", "/api/v1/rooms", ROOM.formatted("b1"));
        assertThat(as(ann, "PATCH", path, "{\"title\":\"New\"}").body()).contains("\"New\"");
        assertThat(as(ann, "GET", path, "").body()).contains("\"role\":\"host\"");
        assertThat(as(ann, "GET", path + "/members", "").body()).contains("ann-2");
        assertThat(as(ann, "GET", path + "/presence", "").body()).contains("\"count\":0");
        assertThat(as(ann, "GET", path + "/chat", "").body()).contains("\"messages\":[]");
        var invited =
                as(ann, "POST", path + "/invitations", "{\"user\":\"bob\",\"role\":\"editor\"}");
        assertThat(invited.statusCode()).isEqualTo(200);
        assertThat(as(ann, "PUT", path + "/bans/eve", "{}").statusCode()).isEqualTo(200);
        refused(as(node.token("eve"), "GET", path, ""), 403, "banned");
        assertThat(as(ann, "DELETE", path + "/bans/eve", "").statusCode()).isEqualTo(200);
        refused(as(node.token("bob-2"), "DELETE", path, ""), 403, "not_joined");
        assertThat(as(ann, "DELETE", path, "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_guest_token_opens_one_room_and_nothing_else() {
        String ann = node.token("ann-3");
        as(ann, "POST", "/api/v1/rooms", ROOM.formatted("c1"));
        as(ann, "POST", "/api/v1/rooms", ROOM.formatted("c2"));
        var minted =
                as(ann, "POST", "/api/v1/rooms/c1/guest-tokens", "{\"role\":\"guest\"}").body();
        String guest = minted.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        assertThat(as(guest, "GET", "/api/v1/rooms/c1", "").statusCode()).isEqualTo(200);
        refused(as(guest, "GET", "/api/v1/rooms/c2", ""), 403, "forbidden");
        refused(as(guest, "GET", "/api/v1/rooms", ""), 403, "forbidden");
        refused(as(guest, "POST", "/api/v1/rooms", ROOM.formatted("c3")), 403, "forbidden");
    }

    @Test
    void a_service_publishes_to_a_user_once() {
        String event = "{\"event\":\"app.order\",\"data\":{\"n\":1}}";
        String path = "/api/v1/users/zoe/events";
        var first = node.call("POST", path, event, "X-Api-Key", "secret", "Idempotency-Key", "o1");
        var again = node.call("POST", path, event, "X-Api-Key", "secret", "Idempotency-Key", "o1");
        assertThat(first.body()).contains("\"offset\":1");
        assertThat(again.body()).isEqualTo(first.body());
        refused(node.call("POST", path, event, "X-Api-Key", "wrong"), 401, "unauthenticated");
        refused(as(node.token("ann-4"), "POST", path, event), 403, "forbidden");
        var named = event.replace("app.order", "chat.said");
        refused(node.call("POST", path, named, "X-Api-Key", "secret"), 400, "invalid_field");
    }

    @Test
    void every_refusal_has_the_same_shape() {
        String ann = node.token("ann-5");
        refused(node.call("GET", "/api/v1/rooms", ""), 401, "unauthenticated");
        refused(as("nonsense", "GET", "/api/v1/rooms", ""), 401, "unauthenticated");
        refused(as(ann, "GET", "/api/v1/rooms/none", ""), 404, "not_found");
        refused(as(ann, "GET", "/api/v1/nothing", ""), 404, "not_found");
        refused(as(ann, "POST", "/api/v1/rooms", "{"), 400, "malformed");
        refused(as(ann, "POST", "/api/v1/rooms", "{\"typ\":1}"), 400, "invalid_field");
        String large = "{\"title\":\"" + "a".repeat(70_000) + "\"}";
        refused(as(ann, "POST", "/api/v1/rooms", large), 413, "too_large");
    }

    @Test
    void the_budget_is_refused_with_the_time_to_wait() {
        String ann = node.token("ann-6");
        HttpResponse<String> last = as(ann, "GET", "/api/v1/rooms", "");
        for (int i = 0; i < 40 && last.statusCode() == 200; i++) {
            last = as(ann, "GET", "/api/v1/rooms", "");
        }
        refused(last, 429, "rate_limited");
        assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
    }

    @Test
    void the_page_and_what_describes_the_node_are_open_and_the_headers_strict() {
        var page = node.call("GET", "/", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(node.call("GET", "/openapi.yaml", "").body())
                .startsWith("openapi: 3.")
                .contains("/api/v1/rooms/{room}/guest-tokens")
                .contains("/api/v1/users/{user}/events");
        assertThat(node.call("GET", "/asyncapi.yaml", "").body()).contains("room.join");
        assertThat(node.call("GET", "/health/liveness", "").body()).contains("UP");
        for (String hidden : new String[] {"/env", "/beans", "/loggers", "/routes"}) {
            assertThat(node.call("GET", hidden, "").statusCode()).as(hidden).isEqualTo(404);
        }
    }

    @Test
    void the_meters_of_every_part_are_there() {
        assertThat(node.call("GET", "/prometheus", "").body())
                .contains("crema_connections")
                .contains("crema_hub_")
                .contains("crema_outbox_held")
                .contains("crema_store_")
                .contains("jvm_memory_used_bytes");
    }

    private static HttpResponse<String> as(
            String token, String method, String path, String json, String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + token;
        return node.call(method, path, json, all);
    }

    private static void refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.body()).contains("\"code\":\"" + code + "\"").contains("\"number\":");
        assertThat(response.statusCode()).isEqualTo(status);
    }
}
