package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.ROOMS;
import static coffee.crema.server.http.api.ApiCaller.member;
import static coffee.crema.server.http.api.ApiCaller.room;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.chat.Chat;
import coffee.crema.rooms.chat.ChatCommand;
import coffee.crema.server.LocalNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsApiTest {
    @TempDir static Path dir;
    private static LocalNode node;
    private static ApiCaller ann;
    private static ApiCaller bob;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir);
        ann = member(node, "ann");
        bob = member(node, "bob");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_room_is_made_once_however_often_the_call_is_repeated() {
        var first = ann.call("POST", ROOMS, room("once"), "Idempotency-Key", "k");
        var again = ann.call("POST", ROOMS, room("once"), "Idempotency-Key", "k");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        ann.refused(409, "id_reused", "POST", ROOMS, room("other"), "Idempotency-Key", "k");
        ann.refused(409, "conflict", "POST", ROOMS, room("once"));
        // The key is the caller's own.
        assertThat(
                        bob.done("POST", ROOMS, room("bobs"), "Idempotency-Key", "k")
                                .at("/room/owner")
                                .asText())
                .isEqualTo("bob");
        ann.refused(400, "invalid_field", "POST", ROOMS, room("x"), "Idempotency-Key", "a b");
    }

    @Test
    void a_host_changes_and_closes_the_room_and_nobody_else_does() {
        ann.createRoom("run");
        String path = ROOMS + "/run";
        assertThat(
                        ann.done("PATCH", path, "{\"title\":\"New\",\"capacity\":7}")
                                .at("/room/title")
                                .asText())
                .isEqualTo("New");
        var seen = ann.get(path);
        assertThat(seen.at("/role").asText()).isEqualTo("host");
        assertThat(seen.at("/room/capacity").asInt()).isEqualTo(7);
        assertThat(bob.get(path).has("role")).isFalse();
        bob.refused(403, "not_joined", "PATCH", path, "{\"title\":\"Mine\"}");
        bob.refused(403, "not_joined", "DELETE", path, "");
        assertThat(ann.done("DELETE", path, "").isEmpty()).isTrue();
        assertThat(ann.get(path).at("/room/state").asText()).isEqualTo("closed");
        ann.refused(410, "closed", "PATCH", path, "{\"title\":\"Again\"}");
    }

    @Test
    void rooms_are_listed_page_by_page() {
        ApiCaller lea = member(node, "lea");
        for (int i = 0; i < 3; i++) {
            lea.done("POST", ROOMS, room("page-" + i).replace("public", "invite"));
        }
        var first = lea.get(ROOMS + "?limit=2");
        assertThat(first.path("rooms")).hasSize(2);
        var second = lea.get(ROOMS + "?limit=2&after=" + first.path("next").asText());
        assertThat(second.path("rooms")).isNotEmpty();
        assertThat(first.path("rooms").findValuesAsText("id"))
                .doesNotContainAnyElementsOf(second.path("rooms").findValuesAsText("id"));
        assertThat(bob.get(ROOMS + "?limit=200").path("rooms").findValuesAsText("id"))
                .doesNotContain("page-0");
        lea.refused(400, "invalid_field", "GET", ROOMS + "?after=nonsense", "");
        lea.refused(400, "invalid_field", "GET", ROOMS + "?limit=201", "");
    }

    @Test
    void members_are_invited_renamed_silenced_and_sent_out() {
        ann.createRoom("staff");
        String path = ROOMS + "/staff";
        join("staff", "mia");
        assertThat(ann.get(path + "/members").path("members").findValuesAsText("user"))
                .containsExactly("ann", "mia");
        ann.done("POST", path + "/invitations", "{\"user\":\"kim\",\"role\":\"editor\"}");
        ann.done("PUT", path + "/members/mia/role", "{\"role\":\"editor\"}");
        assertThat(member(node, "mia").get(path).at("/role").asText()).isEqualTo("editor");
        ann.done("PUT", path + "/mutes/mia", "{}");
        ann.done("DELETE", path + "/mutes/mia", "");
        ann.done("DELETE", path + "/members/mia", "");
        assertThat(ann.get(path + "/members").path("members")).hasSize(1);
        ann.refused(404, "not_found", "DELETE", path + "/members/mia", "");
        ann.done("PUT", path + "/bans/mia", "{\"reason\":\"rude\"}");
        member(node, "mia").refused(403, "banned", "GET", path, "");
        ann.done("DELETE", path + "/bans/mia", "");
        ann.refused(409, "conflict", "PUT", path + "/bans/ann", "{}");
        assertThat(
                        ann.refused(
                                        400,
                                        "invalid_field",
                                        "PUT",
                                        path + "/members/mia/role",
                                        "{\"role\":\"king\"}")
                                .path("field")
                                .asText())
                .isEqualTo("role");
        bob.refused(403, "not_joined", "PUT", path + "/mutes/ann", "{}");
    }

    @Test
    void a_guest_token_opens_one_room_and_nothing_else() {
        ann.createRoom("g1");
        ann.createRoom("g2");
        var minted =
                ann.done(
                        "POST",
                        ROOMS + "/g1/guest-tokens",
                        "{\"role\":\"guest\",\"name\":\"Table 4\"}");
        assertThat(minted.path("expiresAtMs").asLong() - System.currentTimeMillis())
                .isBetween(3 * 3_600_000L, 4 * 3_600_000L);
        ApiCaller guest = ApiCaller.bearer(node, minted.path("token").asText());
        assertThat(guest.get(ROOMS + "/g1").at("/room/id").asText()).isEqualTo("g1");
        guest.refused(403, "forbidden", "GET", ROOMS + "/g2", "");
        guest.refused(403, "forbidden", "GET", ROOMS + "/g2/chat", "");
        guest.refused(403, "forbidden", "GET", ROOMS + "/g2/presence", "");
        guest.refused(403, "forbidden", "GET", "/api/v1/channels/room:g2/events", "");
        guest.refused(403, "forbidden", "GET", ROOMS, "");
        guest.refused(403, "forbidden", "POST", ROOMS, room("g3"));
        guest.refused(403, "not_joined", "PATCH", ROOMS + "/g1", "{\"title\":\"Mine\"}");
        ann.refused(
                400,
                "invalid_field",
                "POST",
                ROOMS + "/g1/guest-tokens",
                "{\"role\":\"guest\",\"ttlSeconds\":1}");
        ann.refused(
                400,
                "invalid_field",
                "POST",
                ROOMS + "/g1/guest-tokens",
                "{\"role\":\"guest\",\"ttlSeconds\":86401}");
        bob.refused(403, "not_joined", "POST", ROOMS + "/g1/guest-tokens", "{\"role\":\"guest\"}");
    }

    @Test
    void a_guest_token_that_is_asked_for_again_is_the_same() {
        ann.createRoom("g4");
        String path = ROOMS + "/g4/guest-tokens";
        String ask = "{\"role\":\"guest\"}";
        var first = ann.done("POST", path, ask, "Idempotency-Key", "qr");
        assertThat(ann.done("POST", path, ask, "Idempotency-Key", "qr")).isEqualTo(first);
        assertThat(ann.done("POST", path, ask).path("token")).isNotEqualTo(first.path("token"));
        String other = "{\"role\":\"observer\"}";
        ann.refused(409, "id_reused", "POST", path, other, "Idempotency-Key", "qr");
    }

    @Test
    void query_parameters_that_a_call_does_not_take_are_refused_by_name() {
        for (String path : List.of("?limt=1", "/g1?fields=all", "?limit=1&limit=2")) {
            var error = ann.refused(400, "invalid_field", "GET", ROOMS + path, "");
            assertThat(error.path("field").asText())
                    .isEqualTo(path.replaceAll(".*[?]([a-z]+)=.*", "$1"));
        }
        assertThat(
                        ann.refused(400, "invalid_field", "POST", ROOMS + "?dry=1", room("g5"))
                                .path("field")
                                .asText())
                .isEqualTo("dry");
        ann.get(ROOMS + "?limit=1");
    }

    @Test
    void chat_is_read_page_by_page_by_members() {
        ann.createRoom("talk");
        for (String text : List.of("one", "two", "three")) {
            node.bean(Chat.class)
                    .say(request("ann"), new ChatCommand.Say(new RoomId("talk"), text, null))
                    .toCompletableFuture()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
        }
        String path = ROOMS + "/talk/chat";
        var newest = ann.get(path + "?limit=2");
        assertThat(newest.path("messages").findValuesAsText("text"))
                .containsExactly("two", "three");
        assertThat(
                        ann.get(path + "?before=" + newest.path("next").asText())
                                .path("messages")
                                .findValuesAsText("text"))
                .containsExactly("one");
        bob.refused(403, "not_joined", "GET", path, "");
    }

    @Test
    void presence_and_last_seen_are_for_members() {
        ann.createRoom("here");
        var people = ann.get(ROOMS + "/here/presence");
        assertThat(people.path("count").asInt(-1)).isZero();
        assertThat(people.path("people").isObject()).isTrue();
        var never = ann.get(ROOMS + "/here/presence/zed");
        assertThat(never.path("here").asBoolean(true)).isFalse();
        assertThat(never.has("lastSeenMs")).isFalse();
        bob.refused(403, "not_joined", "GET", ROOMS + "/here/presence", "");
        bob.refused(403, "not_joined", "GET", ROOMS + "/here/presence/ann", "");
        ann.refused(404, "not_found", "GET", ROOMS + "/nowhere/presence", "");
    }

    private static void join(String room, String user) {
        node.bean(Memberships.class)
                .join(request(user), new RoomCommand.Join(new RoomId(room), null, null, null))
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private static Request request(String user) {
        var principal =
                new Principal(
                        new UserId(user),
                        user,
                        Principal.Kind.MEMBER,
                        Set.of(),
                        List.of(),
                        Instant.MAX,
                        Optional.empty());
        return node.bean(Requests.class).http(principal, Optional.empty(), new byte[0]);
    }
}
