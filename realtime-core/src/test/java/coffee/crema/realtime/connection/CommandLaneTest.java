package coffee.crema.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.connection.FrontDesk.Client;
import coffee.crema.realtime.connection.FrontDesk.Text;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.ServerMessage.Ack;
import coffee.crema.realtime.wire.ServerMessage.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandLaneTest {
    private final FrontDesk desk = new FrontDesk();
    private final Client client = desk.connected();

    private List<ServerMessage> sent() {
        return client.socket.sent;
    }

    private ErrorCode lastRefusal() {
        return ((Refused) sent().getLast()).cause().code();
    }

    private void complete(int number) {
        desk.waits.get(number).complete(new Text("w" + number));
    }

    @Test
    void a_command_is_answered_and_then_what_follows_the_answer_runs() {
        long id = client.say("test.echo", "{\"text\":\"a\"}");
        assertThat(sent()).containsExactly(new Ack(id, new Text("a")));
        assertThat(desk.heard).containsExactly("echo a", "after a");
        assertThat(desk.count("crema.commands", "type", "test.echo", "outcome", "ok")).isOne();
    }

    @Test
    void the_next_command_starts_when_the_one_before_is_answered() {
        long first = client.say("test.wait", "{\"number\":1}");
        long second = client.say("test.echo", "{\"text\":\"b\"}");
        assertThat(desk.heard).containsExactly("wait 1");
        complete(1);
        assertThat(sent())
                .containsExactly(new Ack(first, new Text("w1")), new Ack(second, new Text("b")));
        assertThat(desk.heard).containsExactly("wait 1", "after 1", "echo b", "after b");
    }

    @Test
    void reading_stops_at_64_waiting_commands_and_goes_on_at_half() {
        client.say("test.wait", "{\"number\":1}");
        for (int i = 2; i <= 64; i++) {
            client.say("test.wait", "{\"number\":%d}".formatted(i));
        }
        assertThat(client.socket.reading).isTrue();
        client.say("test.wait", "{\"number\":65}");
        assertThat(client.socket.reading).isFalse();
        for (int i = 1; i <= 31; i++) {
            complete(i);
        }
        assertThat(client.socket.reading).isFalse();
        complete(32);
        assertThat(client.socket.reading).isTrue();
        assertThat(sent()).hasSize(32);
    }

    @Test
    void twice_as_many_are_refused_and_none_is_lost() {
        for (int i = 1; i <= 129; i++) {
            client.say("test.wait", "{\"number\":%d}".formatted(i));
        }
        assertThat(sent()).isEmpty();
        client.say("test.wait", "{\"number\":130}");
        assertThat(lastRefusal()).isEqualTo(ErrorCode.TOO_MANY);
        for (int i = 1; i <= 129; i++) {
            complete(i);
        }
        assertThat(sent()).hasSize(130);
    }

    @Test
    void a_command_that_takes_too_long_is_answered_and_the_next_one_goes_on() {
        client.say("test.echo", "{\"text\":\"arms the timer\"}");
        desk.time.advance(Duration.ofSeconds(10));
        sent().clear();
        long slow = client.say("test.wait", "{\"number\":1}");
        client.say("test.echo", "{\"text\":\"b\"}");
        desk.time.advance(Duration.ofMillis(14_999));
        assertThat(sent()).isEmpty();
        desk.time.advance(Duration.ofMillis(1));
        assertThat(((Refused) sent().getFirst()).id()).isEqualTo(slow);
        assertThat(((Refused) sent().getFirst()).cause().code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(sent()).hasSize(2);
        complete(1);
        assertThat(sent()).hasSize(2);
        assertThat(desk.heard).endsWith("after 1");
    }

    @Test
    void failures_are_answered_by_their_kind() {
        client.say("test.echo", "{\"text\":\"throw\"}");
        assertThat(lastRefusal()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(((Refused) sent().getLast()).cause().reason())
                .contains("reference e-")
                .doesNotContain("a bug");
        client.say("test.wait", "{\"number\":1}");
        desk.waits
                .get(1)
                .completeExceptionally(
                        new BrokerUnavailableException("away", new IllegalStateException()));
        assertThat(lastRefusal()).isEqualTo(ErrorCode.UNAVAILABLE);
        client.say("test.durable", "{\"text\":\"a\"}");
        assertThat(lastRefusal()).isEqualTo(ErrorCode.UNAVAILABLE);
        client.say("test.wait", "{\"number\":2}");
        desk.waits.get(2).complete(null);
        assertThat(lastRefusal()).isEqualTo(ErrorCode.INTERNAL);
        client.say("connect", "{}");
        assertThat(lastRefusal()).isEqualTo(ErrorCode.CONFLICT);
        client.say("nothing", "{}");
        assertThat(lastRefusal()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
        assertThat(desk.count("crema.refusals", "code", "unknown_type")).isOne();
        assertThat(client.socket.closedWith).isNull();
    }

    @Test
    void two_hundred_more_refusals_than_commands_are_abuse() {
        desk.limited = true;
        for (int i = 0; i < 199; i++) {
            client.say("test.echo", "{\"text\":\"a\"}");
        }
        assertThat(lastRefusal()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(client.socket.closedWith).isNull();
        desk.limited = false;
        client.say("test.echo", "{\"text\":\"a\"}");
        desk.limited = true;
        client.say("nothing", "{}");
        client.say("test.free", "{}");
        assertThat(sent().getLast()).isInstanceOf(Ack.class);
        assertThat(client.socket.closedWith).isNull();
        client.say("test.echo", "{\"text\":\"a\"}");
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.LIMIT_ABUSE);
    }

    @Test
    void a_message_that_is_no_object_ends_the_connection() {
        client.raw("{\"type\":");
        assertThat(lastRefusal()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void channels_are_left_before_features_hear_that_it_is_gone() {
        client.say("test.wait", "{\"number\":1}");
        client.say("test.wait", "{\"number\":2}");
        desk.heard.clear();
        client.leave();
        assertThat(desk.heard).containsExactly("detachAll", "closed");
        complete(1);
        assertThat(desk.heard).containsExactly("detachAll", "closed", "after 1", "detachAll");
        assertThat(desk.connections.count()).isZero();
    }
}
