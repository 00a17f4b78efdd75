package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.ROOMS;
import static coffee.crema.server.http.api.ApiCaller.member;
import static coffee.crema.server.http.api.ApiCaller.nobody;
import static coffee.crema.server.http.api.ApiCaller.refused;
import static coffee.crema.server.http.api.ApiCaller.room;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused, and that each refusal has the one shape and says nothing of our insides: {@link ApiCaller#refused} looks.
class RefusalsTest {
    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir, "crema.limits.requests-per-minute=60");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void who_has_no_token_is_told_what_is_needed() {
        var response = nobody(node).call("GET", ROOMS, "");
        refused(response, 401, "unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        refused(ApiCaller.bearer(node, "nonsense").call("GET", ROOMS, ""), 401, "unauthenticated");
    }

    @Test
    void bodies_are_read_as_strictly_as_commands() {
        ApiCaller ann = member(node, "ann");
        ann.refused(400, "malformed", "POST", ROOMS, "{");
        ann.refused(400, "malformed", "POST", ROOMS, "");
        ann.refused(400, "malformed", "POST", ROOMS, room("r") + room("r"));
        String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
        ann.refused(
                400,
                "malformed",
                "POST",
                "/api/v1/users/ann/events",
                "{\"event\":\"app.x\",\"data\":" + deep + "}");
        assertThat(field(ann, "{\"type\":\"cupping\",\"title\":\"T\",\"typ\":1}")).isEqualTo("typ");
        assertThat(field(ann, "{\"type\":\"cupping\"}")).isEqualTo("title");
        assertThat(field(ann, "{\"type\":\"cupping\",\"title\":null}")).isEqualTo("title");
        assertThat(field(ann, "{\"type\":\"party\",\"title\":\"T\"}")).isEqualTo("type");
        assertThat(field(ann, "{\"type\":\"cupping\",\"title\":\"T\",\"capacity\":1}"))
                .isEqualTo("capacity");
        assertThat(field(ann, "{\"type\":\"cupping\",\"title\":\"T\",\"id\":\"a b\"}"))
                .isEqualTo("id");
        ann.refused(413, "too_large", "POST", ROOMS, "{\"title\":\"" + "a".repeat(70_000) + "\"}");
    }

    @Test
    void paths_and_queries_are_checked() {
        ApiCaller ann = member(node, "ann-2");
        ann.refused(404, "not_found", "GET", ROOMS + "/none", "");
        ann.refused(404, "not_found", "GET", "/api/v1/nothing", "");
        ann.refused(404, "not_found", "GET", "/api/v2/rooms", "");
        ann.refused(404, "not_found", "GET", "/api/v1/channels/room:none/events", "");
        ann.refused(405, "unknown_type", "PUT", ROOMS, "{}");
        assertThat(
                        ann.refused(400, "invalid_field", "GET", ROOMS + "?limit=ten", "")
                                .path("field")
                                .asText())
                .isEqualTo("limit");
        assertThat(
                        ann.refused(400, "invalid_field", "GET", ROOMS + "/a%20b", "")
                                .path("field")
                                .asText())
                .isEqualTo("room");
    }

    @Test
    void the_budget_is_refused_with_the_time_to_wait() {
        ApiCaller ann = member(node, "ann-3");
        HttpResponse<String> last = ann.call("GET", ROOMS, "");
        for (int i = 0; i < 40 && last.statusCode() == 200; i++) {
            last = ann.call("GET", ROOMS, "");
        }
        var error = refused(last, 429, "rate_limited");
        assertThat(error.path("retryable").asBoolean()).isTrue();
        assertThat(error.path("retryAfterMs").asLong()).isPositive();
        assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
        assertThat(member(node, "ann-4").call("GET", ROOMS, "").statusCode()).isEqualTo(200);
    }

    private static String field(ApiCaller caller, String json) {
        return caller.refused(400, "invalid_field", "POST", ROOMS, json).path("field").asText();
    }
}
