package coffee.crema.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.connection.ConnectionAnswer.Refreshed;
import coffee.crema.realtime.connection.ConnectionAnswer.TokenExpiring;
import coffee.crema.realtime.connection.FrontDesk.Client;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.ServerMessage.Ack;
import coffee.crema.realtime.wire.ServerMessage.Notice;
import coffee.crema.realtime.wire.ServerMessage.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TokenWatchTest {
    private final FrontDesk desk = new FrontDesk();

    private Client connectedFor(Duration validFor) {
        desk.tokens.put("good", desk.principal("ann", validFor));
        return desk.connected();
    }

    @Test
    void a_notice_comes_30_s_before_the_end_and_the_close_10_s_after_it() {
        Instant end = desk.time.instant().plus(Duration.ofMinutes(2));
        Client client = connectedFor(Duration.ofMinutes(2));
        desk.time.advance(Duration.ofMillis(89_999));
        assertThat(client.socket.sent).isEmpty();
        desk.time.advance(Duration.ofMillis(1));
        assertThat(client.socket.sent)
                .containsExactly(
                        new Notice(
                                "token-expiring", new TokenExpiring(end.toEpochMilli(), 10_000)));
        desk.time.advance(Duration.ofMillis(39_999));
        assertThat(client.socket.closedWith).isNull();
        desk.time.advance(Duration.ofMillis(1));
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.TOKEN_EXPIRED);
    }

    @Test
    void a_token_that_ends_soon_is_noticed_at_once_but_after_the_answer() {
        desk.tokens.put("good", desk.principal("ann", Duration.ofSeconds(5)));
        Client client = desk.open(java.util.Optional.of("good"));
        client.say("connect", "{}");
        desk.time.advance(Duration.ZERO);
        assertThat(client.socket.sent).hasSize(2);
        assertThat(client.socket.sent.getFirst()).isInstanceOf(Ack.class);
        assertThat(client.socket.sent.getLast()).isInstanceOf(Notice.class);
    }

    @Test
    void a_refreshed_token_begins_anew_and_features_hear_of_it() {
        Client client = connectedFor(Duration.ofMinutes(2));
        desk.tokens.put("next", desk.principal("ann", Duration.ofMinutes(10)));
        desk.time.advance(Duration.ofSeconds(90));
        long id = client.say("auth.refresh", "{\"token\":\"next\"}");
        Instant end = desk.tokens.get("next").expiresAt();
        assertThat(client.socket.sent.getLast())
                .isEqualTo(new Ack(id, new Refreshed(end.toEpochMilli())));
        assertThat(desk.heard).containsExactly("refreshed");
        desk.time.advance(Duration.ofMinutes(5));
        assertThat(client.socket.closedWith).isNull();
        desk.time.advance(Duration.ofMinutes(5));
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.TOKEN_EXPIRED);
    }

    @Test
    void the_token_of_another_or_none_changes_nothing() {
        Client client = connectedFor(Duration.ofMinutes(2));
        desk.tokens.put("bob", desk.principal("bob", Duration.ofMinutes(10)));
        client.say("auth.refresh", "{\"token\":\"bob\"}");
        assertThat(((Refused) client.socket.sent.getLast()).cause().code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        client.say("auth.refresh", "{\"token\":\"bad\"}");
        assertThat(((Refused) client.socket.sent.getLast()).cause().code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(desk.heard).isEmpty();
        desk.time.advance(Duration.ofSeconds(130));
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.TOKEN_EXPIRED);
    }

    @Test
    void a_token_without_an_end_is_fine() {
        var endless = desk.principal("ann", Duration.ZERO);
        desk.tokens.put(
                "good",
                new coffee.crema.realtime.identity.Principal(
                        endless.user(),
                        "ann",
                        endless.kind(),
                        endless.scopes(),
                        endless.channels(),
                        Instant.MAX,
                        endless.guest()));
        Client client = desk.connected();
        desk.time.advance(Duration.ofDays(3650));
        assertThat(client.socket.closedWith).isNull();
    }

    @Test
    void no_timer_is_left_when_the_socket_is_gone() {
        Client client = connectedFor(Duration.ofMinutes(2));
        client.leave();
        assertThat(desk.time.pending()).isZero();
    }
}
