package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.ROOMS;
import static coffee.crema.server.http.api.ApiCaller.apiKey;
import static coffee.crema.server.http.api.ApiCaller.member;
import static coffee.crema.server.http.api.ApiCaller.room;
import static coffee.crema.server.http.api.ApiCaller.service;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopesTest {
    private static final List<String> SCOPES =
            List.of(
                    "rooms",
                    "rooms:read",
                    "rooms:write",
                    "moderate",
                    "presence:read",
                    "tokens",
                    "publish",
                    "metrics");

    /// What a call needs besides `rooms`, which holds all but `publish`.
    private static final Map<String, String> NEEDED =
            Map.ofEntries(
                    Map.entry("GET /rooms", "rooms:read"),
                    Map.entry("GET /rooms/s1", "rooms:read"),
                    Map.entry("GET /rooms/s1/members", "rooms:read"),
                    Map.entry("GET /rooms/s1/chat", "rooms:read"),
                    Map.entry("GET /channels/room:s1/events", "rooms:read"),
                    Map.entry("GET /forms", "rooms:read"),
                    Map.entry("GET /tastings?room=s1", "rooms:read"),
                    Map.entry("GET /rooms/s1/ranking?of=samples", "rooms:read"),
                    Map.entry(
                            "POST /tastings {\"room\":\"s1\",\"title\":\"T\",\"form\":\"coe\"}",
                            "rooms:write"),
                    Map.entry("PATCH /rooms/s1 {\"title\":\"T\"}", "rooms:write"),
                    Map.entry(
                            "POST /rooms/s1/invitations {\"user\":\"u\",\"role\":\"cupper\"}",
                            "rooms:write"),
                    Map.entry("PUT /rooms/s1/bans/u {}", "moderate"),
                    Map.entry("DELETE /rooms/s1/bans/u", "moderate"),
                    Map.entry("DELETE /rooms/s1/mutes/u", "moderate"),
                    Map.entry("GET /rooms/s1/presence", "presence:read"),
                    Map.entry("GET /rooms/s1/presence/u", "presence:read"),
                    Map.entry("POST /rooms/s1/guest-tokens {\"role\":\"guest\"}", "tokens"),
                    Map.entry("POST /rooms/s1/guest-invitations {\"role\":\"guest\"}", "tokens"),
                    Map.entry("DELETE /rooms/s1/guest-invitations", "tokens"),
                    Map.entry("POST /users/u/events {\"event\":\"app.x\",\"data\":{}}", "publish"),
                    Map.entry(
                            "POST /channels/room:s1/events {\"event\":\"app.x\",\"data\":{}}",
                            "publish"));

    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        String keys =
                SCOPES.stream()
                        .map(scope -> apiKey(scope.replace(':', '-'), "key of " + scope, scope))
                        .collect(Collectors.joining(","));
        node = LocalNode.start(dir, "crema.auth.api-keys=" + keys);
        member(node, "ann").done("POST", ROOMS, room("s1").replace("public", "invite"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_key_does_what_its_scope_is_for_and_nothing_else() {
        NEEDED.forEach((call, needed) -> {
            for (String scope : SCOPES) {
                boolean holds =
                        scope.equals(needed)
                                || (scope.equals("rooms") && !needed.equals("publish"));
                String[] parts = Arrays.copyOf(call.split(" ", 3), 3);
                String json = parts[2] == null ? "" : parts[2];
                ApiCaller caller = service(node, "key of " + scope);
                var response = caller.call(parts[0], "/api/v1" + parts[1], json);
                assertThat(response.statusCode())
                        .as(call + " with " + scope + ": " + response.body())
                        .isIn(holds ? List.of(200, 201) : List.of(403));
            }
        });
    }

    @Test
    void a_service_owns_the_rooms_that_it_makes_without_sitting_in_them() {
        ApiCaller writer = service(node, "key of rooms:write");
        var made = writer.done("POST", ROOMS, room("s2"));
        assertThat(made.at("/room/owner").asText()).isEqualTo("service-rooms-write");
        assertThat(service(node, "key of rooms").get(ROOMS + "/s2/members").path("members"))
                .isEmpty();
        service(node, "key of publish").refused(403, "forbidden", "POST", ROOMS, room("s3"));
    }

    @Test
    void a_moderating_service_leaves_the_staff_alone() {
        service(node, "key of moderate")
                .refused(403, "forbidden", "PUT", ROOMS + "/s1/bans/ann", "{}");
    }

    @Test
    void an_unknown_key_is_nobody_whatever_token_comes_along() {
        service(node, "made up").refused(401, "unauthenticated", "GET", ROOMS, "");
        member(node, "ann")
                .refused(401, "unauthenticated", "GET", ROOMS, "", "X-Api-Key", "made up");
    }
}
