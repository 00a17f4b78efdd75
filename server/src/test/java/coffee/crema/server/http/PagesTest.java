package coffee.crema.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void the_page_and_what_describes_the_node_are_open_and_the_headers_strict() {
        var page = node.call("GET", "/", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("connect-src 'self';")
                .doesNotContain("unsafe-inline")
                .doesNotContain("'unsafe-eval'");
        assertThat(page.headers().firstValue("Permissions-Policy").orElse(""))
                .contains("microphone=()");
        assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(node.call("GET", "/web.json", "").body())
                .isEqualTo("{\"mode\":\"development\"}");
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
}
