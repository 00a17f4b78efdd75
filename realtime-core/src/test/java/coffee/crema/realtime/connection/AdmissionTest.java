package coffee.crema.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.connection.ConnectionAnswer.Connected;
import coffee.crema.realtime.connection.FrontDesk.Client;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.ServerMessage.Ack;
import coffee.crema.realtime.wire.ServerMessage.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdmissionTest {
    private final FrontDesk desk = new FrontDesk();
    private final Client client = desk.open(Optional.empty());

    private Connected answer() {
        return (Connected) ((Ack) client.socket.sent.getFirst()).data();
    }

    private static ErrorCode refusal(ServerMessage message) {
        return ((Refused) message).cause().code();
    }

    private void assertTurnedAway(ErrorCode error, CloseCode close) {
        assertThat(client.socket.sent).hasSize(1);
        assertThat(refusal(client.socket.sent.getFirst())).isEqualTo(error);
        assertThat(client.socket.closedWith).isEqualTo(close);
        assertThat(desk.connections.count()).isZero();
    }

    @Test
    void features_hear_first_then_channels_are_followed_then_comes_the_answer_then_they_start() {
        client.say(
                "connect",
                "{\"token\":\"good\",\"channels\":{\"room:7\":{\"epoch\":\"k\",\"offset\":3}}}");
        assertThat(desk.heard)
                .containsExactly(
                        "opened ann",
                        "follow room:7 3",
                        "follow user-ann",
                        "start room:7",
                        "start user-ann");
        Connected answer = answer();
        assertThat(answer.session()).isEqualTo(new SessionId(FrontDesk.SESSION));
        assertThat(answer.channels()).containsOnlyKeys("room:7", "user-ann");
        assertThat(answer.channels().get("room:7").recovered()).contains(true);
        assertThat(answer.channels().get("user-ann").recovered()).contains(false);
        assertThat(client.socket.accepted).isTrue();
        assertThat(desk.connections.count()).isOne();
        assertThat(desk.count("crema.connects", "outcome", "ok")).isOne();
    }

    @Test
    void the_token_of_the_upgrade_will_do() {
        Client other = desk.open(Optional.of("good"));
        other.say("connect", "{}");
        assertThat(other.socket.sent.getFirst()).isInstanceOf(Ack.class);
    }

    @ParameterizedTest
    @CsvSource({
        "bad, UNAUTHENTICATED, UNAUTHENTICATED",
        "expired, TOKEN_EXPIRED, TOKEN_EXPIRED",
        "no-keys, UNAVAILABLE, INTERNAL",
    })
    void a_bad_token_is_turned_away(String token, ErrorCode error, CloseCode close) {
        client.say("connect", "{\"token\":\"%s\"}".formatted(token));
        assertTurnedAway(error, close);
        assertThat(desk.heard).isEmpty();
    }

    @Test
    void no_token_is_turned_away() {
        client.say("connect", "{}");
        assertTurnedAway(ErrorCode.UNAUTHENTICATED, CloseCode.UNAUTHENTICATED);
    }

    @Test
    void another_first_message_is_turned_away() {
        client.say("time", "{}");
        assertTurnedAway(ErrorCode.NOT_CONNECTED, CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void a_message_that_is_none_is_turned_away() {
        client.raw("[1");
        assertTurnedAway(ErrorCode.MALFORMED, CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void a_wrong_field_is_turned_away() {
        client.say("connect", "{\"token\":\"good\",\"x\":1}");
        assertTurnedAway(ErrorCode.INVALID_FIELD, CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void a_large_first_message_is_turned_away() {
        client.say("connect", "{\"token\":\"" + "x".repeat(8 * 1024) + "\"}");
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.TOO_LARGE);
    }

    @Test
    void silence_is_turned_away_after_five_seconds() {
        desk.time.advance(Duration.ofMillis(4_999));
        assertThat(client.socket.closedWith).isNull();
        desk.time.advance(Duration.ofMillis(1));
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.CONNECT_TIMEOUT);
        assertThat(desk.count("crema.connects", "outcome", "connect_timeout")).isOne();
    }

    @Test
    void one_message_until_the_answer() {
        desk.session = new CompletableFuture<>();
        client.say("connect", "{\"token\":\"good\"}");
        client.say("time", "{}");
        assertTurnedAway(ErrorCode.NOT_CONNECTED, CloseCode.PROTOCOL_ERROR);
        desk.session.complete(new SessionStore.Opened(new SessionId(FrontDesk.SESSION), false));
        assertThat(desk.heard).isEmpty();
        assertThat(client.socket.sent).hasSize(1);
    }

    @Test
    void a_store_that_never_answers_is_given_up() {
        desk.session = new CompletableFuture<>();
        client.say("connect", "{\"token\":\"good\"}");
        desk.time.advance(Duration.ofSeconds(15));
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.INTERNAL);
    }

    @Test
    void a_store_that_is_away_means_come_back() {
        desk.session =
                CompletableFuture.failedFuture(
                        new StoreUnavailableException("away", new IllegalStateException()));
        client.say("connect", "{\"token\":\"good\"}");
        assertTurnedAway(ErrorCode.UNAVAILABLE, CloseCode.INTERNAL);
    }

    @Test
    void an_empty_budget_means_come_back() {
        desk.limited = true;
        client.say("connect", "{\"token\":\"good\"}");
        assertTurnedAway(ErrorCode.RATE_LIMITED, CloseCode.OVERLOADED);
    }

    @Test
    void a_session_is_presented_and_resumed_when_it_looks_like_one() {
        desk.session =
                CompletableFuture.completedFuture(
                        new SessionStore.Opened(new SessionId(FrontDesk.SESSION), true));
        client.say(
                "connect", "{\"token\":\"good\",\"session\":\"%s\"}".formatted(FrontDesk.SESSION));
        assertThat(desk.presented).isEqualTo(new SessionId(FrontDesk.SESSION));
        assertThat(answer().resumed()).isTrue();
        assertThat(desk.count("crema.sessions.resumed")).isOne();
        Client other = desk.open(Optional.empty());
        other.say("connect", "{\"token\":\"good\",\"session\":\"' or 1=1\"}");
        assertThat(desk.presented).isNull();
    }

    @Test
    void a_channel_that_fails_does_not_fail_the_others() {
        desk.attachments.put(
                new ChannelName("room:7"),
                CompletableFuture.failedFuture(RejectedException.of(ErrorCode.BANNED, "banned")));
        client.say(
                "connect",
                "{\"token\":\"good\",\"channels\":{\"room:7\":{\"epoch\":\"k\",\"offset\":3},\"nobody\":{}}}");
        assertThat(answer().channels().get("room:7").error().orElseThrow().code())
                .isEqualTo("banned");
        assertThat(answer().channels().get("nobody").error().orElseThrow().code())
                .isEqualTo("not_found");
        assertThat(answer().channels().get("user-ann").error()).isEmpty();
        assertThat(desk.heard).contains("start user-ann").doesNotContain("start room:7");
    }

    @Test
    void channels_are_bounded() {
        var channels = new StringBuilder();
        for (int i = 0; i < 128; i++) {
            channels.append(i == 0 ? "" : ",").append("\"c%d\":{}".formatted(i));
        }
        client.say("connect", "{\"token\":\"good\",\"channels\":{" + channels + "}}");
        assertTurnedAway(ErrorCode.TOO_MANY, CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void a_channel_that_comes_too_late_is_left_again() {
        var late = new CompletableFuture<Attachment>();
        desk.attachments.put(new ChannelName("room:7"), late);
        client.say("connect", "{\"token\":\"good\",\"channels\":{\"room:7\":{}}}");
        client.leave();
        assertThat(desk.heard).endsWith("detachAll", "closed");
        late.complete(desk.new Attached(new ChannelName("room:7"), false));
        assertThat(desk.heard).endsWith("closed", "detachAll");
        assertThat(client.socket.sent).isEmpty();
        assertThat(desk.connections.count()).isZero();
        assertThat(desk.time.pending()).isZero();
    }

    @Test
    void a_draining_node_takes_nobody() {
        desk.connections.drain(Duration.ofSeconds(10));
        assertThat(desk.open(Optional.of("good")).socket.closedWith).isEqualTo(CloseCode.DRAINING);
        client.say("connect", "{\"token\":\"good\"}");
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.DRAINING);
    }
}
