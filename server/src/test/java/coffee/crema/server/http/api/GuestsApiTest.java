package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.ROOMS;
import static coffee.crema.server.http.api.ApiCaller.member;
import static coffee.crema.server.http.api.ApiCaller.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class GuestsApiTest {
    private static final String GUESTS = "/api/v1/guests";

    @TempDir static Path dir;
    private static LocalNode node;
    private static ApiCaller ann;
    private static ApiCaller phone;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir, "crema.auth.guest-ttl-max=3h");
        ann = member(node, "ann");
        phone = nobody(node);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void many_phones_take_one_invitation_and_each_is_somebody_else_in_one_room() {
        ann.createRoom("i1");
        ann.createRoom("i2");
        String invitation = invitation("i1", "{\"role\":\"cupper\",\"ttlSeconds\":60}");
        JsonNode kim = phone.done("POST", GUESTS, arrival(invitation, "Kim"));
        JsonNode lee = phone.done("POST", GUESTS, arrival(invitation, "Lee"));
        assertThat(kim.path("user").asText())
                .startsWith("guest-")
                .isNotEqualTo(lee.path("user").asText());
        assertThat(kim.path("name").asText()).isEqualTo("Kim");
        assertThat(kim.path("room").asText()).isEqualTo("i1");
        assertThat(kim.path("role").asText()).isEqualTo("cupper");
        assertThat(kim.path("expiresAtMs").asLong() - System.currentTimeMillis())
                .as("as long as guests may stay here")
                .isBetween(2 * 3_600_000L, 3 * 3_600_000L);
        ApiCaller guest = ApiCaller.bearer(node, kim.path("token").asText());
        assertThat(guest.get(ROOMS + "/i1").at("/room/id").asText()).isEqualTo("i1");
        guest.refused(403, "forbidden", "GET", ROOMS + "/i2", "");
        guest.refused(403, "not_joined", "POST", ROOMS + "/i1/guest-invitations", role("cupper"));
        guest.refused(403, "not_joined", "DELETE", ROOMS + "/i1/guest-invitations", "");
    }

    @Test
    void an_invitation_opens_nothing_and_a_token_invites_nobody() {
        ann.createRoom("i3");
        String invitation = invitation("i3", role("cupper"));
        ApiCaller.bearer(node, invitation)
                .refused(401, "unauthenticated", "GET", ROOMS + "/i3", "");
        String token =
                phone.done("POST", GUESTS, arrival(invitation, "Kim")).path("token").asText();
        phone.refused(401, "unauthenticated", "POST", GUESTS, arrival(token, "Kim"));
        String members = node.token("bob");
        phone.refused(401, "unauthenticated", "POST", GUESTS, arrival(members, "Kim"));
    }

    @Test
    void what_cannot_be_taken_is_said_by_its_code() {
        ann.createRoom("i4");
        String invitation = invitation("i4", role("display"));
        phone.refused(
                401,
                "unauthenticated",
                "POST",
                GUESTS,
                arrival(invitation.substring(0, invitation.length() - 4) + "AAAA", "Kim"));
        assertThat(refusedField(arrival(invitation, " "))).isEqualTo("name");
        assertThat(refusedField(arrival(invitation, "x".repeat(65)))).isEqualTo("name");
        assertThat(refusedField("{\"invitation\":\"" + invitation + "\"}")).isEqualTo("name");
        assertThat(refusedField("{\"name\":\"Kim\"}")).isEqualTo("invitation");
        assertThat(refusedField("{\"invitation\":\"x\",\"name\":\"Kim\",\"role\":\"host\"}"))
                .isEqualTo("role");
        phone.refused(400, "malformed", "POST", GUESTS, "{\"name\":");
        phone.refused(400, "invalid_field", "POST", GUESTS + "?room=i4", "{}");
        phone.refused(413, "too_large", "POST", GUESTS, arrival("x".repeat(70_000), "Kim"));

        ann.done("DELETE", ROOMS + "/i4/guest-invitations", "");
        phone.refused(401, "token_expired", "POST", GUESTS, arrival(invitation, "Kim"));
        String next = invitation("i4", role("display"));
        phone.done("POST", GUESTS, arrival(next, "Kim"));
        ann.done("DELETE", ROOMS + "/i4", "");
        phone.refused(410, "closed", "POST", GUESTS, arrival(next, "Kim"));
        ann.refused(410, "closed", "POST", ROOMS + "/i4/guest-invitations", role("display"));
    }

    @Test
    void an_invitation_that_is_asked_for_again_is_the_same() {
        ann.createRoom("i5");
        String path = ROOMS + "/i5/guest-invitations";
        var first = ann.done("POST", path, role("guest"), "Idempotency-Key", "wall");
        assertThat(ann.done("POST", path, role("guest"), "Idempotency-Key", "wall"))
                .isEqualTo(first);
        ann.refused(403, "forbidden", "POST", path, role("moderator"));
        ann.refused(400, "invalid_field", "POST", path, "{\"role\":\"guest\",\"ttlSeconds\":59}");
    }

    @Test
    void one_address_takes_so_many_in_a_minute_and_another_is_not_held_up(@TempDir Path other) {
        try (var small =
                LocalNode.start(
                        other,
                        "crema.limits.guests-per-minute=3",
                        "crema.listen.client-address-header=X-Forwarded-For")) {
            ApiCaller stranger = nobody(small);
            String body = arrival("nonsense", "Kim");
            for (int i = 0; i < 3; i++) {
                stranger.refused(401, "unauthenticated", "POST", GUESTS, body);
            }
            var refused = stranger.call("POST", GUESTS, body);
            ApiCaller.refused(refused, 429, "rate_limited");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 20L);
            assertThat(
                            small.bean(MeterRegistry.class)
                                    .counter("crema.guests.refused", "limit", "address")
                                    .count())
                    .isOne();
            // What a client writes into the list itself counts for nothing.
            String[] proxied = {"X-Forwarded-For", "198.51.100.1, 203.0.113.9"};
            String[] pretended = {"X-Forwarded-For", "198.51.100.2, 203.0.113.9"};
            stranger.refused(401, "unauthenticated", "POST", GUESTS, body, proxied);
            stranger.refused(401, "unauthenticated", "POST", GUESTS, body, pretended);
            stranger.refused(401, "unauthenticated", "POST", GUESTS, body, proxied);
            stranger.refused(429, "rate_limited", "POST", GUESTS, body, pretended);
            // One network of IPv6 is one address.
            for (int i = 1; i <= 3; i++) {
                stranger.refused(
                        401,
                        "unauthenticated",
                        "POST",
                        GUESTS,
                        body,
                        "X-Forwarded-For",
                        "2001:db8:0:7::" + i);
            }
            stranger.refused(
                    429,
                    "rate_limited",
                    "POST",
                    GUESTS,
                    body,
                    "X-Forwarded-For",
                    "2001:db8:0:7::9");
            stranger.refused(
                    401,
                    "unauthenticated",
                    "POST",
                    GUESTS,
                    body,
                    "X-Forwarded-For",
                    "2001:db8:0:8::1");
            // A header that says no address is as none.
            stranger.refused(
                    429, "rate_limited", "POST", GUESTS, body, "X-Forwarded-For", "localhost");
        }
    }

    @Test
    void invitations_and_tokens_stay_out_of_the_log() {
        ann.createRoom("i6");
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var heard = new ListAppender<ILoggingEvent>();
        Level before = root.getLevel();
        heard.start();
        root.addAppender(heard);
        try {
            root.setLevel(Level.DEBUG);
            String invitation = invitation("i6", role("cupper"));
            String token =
                    phone.done("POST", GUESTS, arrival(invitation, "Kim")).path("token").asText();
            ann.done("DELETE", ROOMS + "/i6", "");
            phone.refused(410, "closed", "POST", GUESTS, arrival(invitation, "Kim"));
            root.setLevel(before);
            List<String> lines =
                    List.copyOf(heard.list).stream()
                            .map(ILoggingEvent::getFormattedMessage)
                            .toList();
            assertThat(lines).isNotEmpty();
            String signature = invitation.substring(invitation.lastIndexOf('.'));
            assertThat(lines)
                    .noneMatch(line -> line.contains(signature))
                    .noneMatch(line -> line.contains(token.substring(token.lastIndexOf('.'))));
        } finally {
            root.setLevel(before);
            root.detachAppender(heard);
        }
    }

    private static String invitation(String room, String body) {
        return ann.done("POST", ROOMS + "/" + room + "/guest-invitations", body)
                .path("invitation")
                .asText();
    }

    private static String refusedField(String body) {
        return phone.refused(400, "invalid_field", "POST", GUESTS, body).path("field").asText();
    }

    private static String role(String role) {
        return "{\"role\":\"" + role + "\"}";
    }

    private static String arrival(String invitation, String name) {
        return "{\"invitation\":\"" + invitation + "\",\"name\":\"" + name + "\"}";
    }
}
