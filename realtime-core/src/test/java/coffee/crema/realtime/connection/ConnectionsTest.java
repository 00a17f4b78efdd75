package coffee.crema.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.ConnectionAnswer.Drain;
import coffee.crema.realtime.connection.FrontDesk.Client;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage.Notice;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
    private final FrontDesk desk = new FrontDesk();

    @Test
    void the_devices_of_a_user_are_known_and_closed_together() {
        Client one = desk.connected();
        Client two = desk.connected();
        desk.tokens.put("good", desk.principal("bob", Duration.ofHours(1)));
        Client bob = desk.connected();
        assertThat(desk.connections.of(new UserId("ann"))).hasSize(2);
        desk.connections.closeUser(new UserId("ann"), CloseCode.REMOVED);
        assertThat(one.socket.closedWith).isEqualTo(CloseCode.REMOVED);
        assertThat(two.socket.closedWith).isEqualTo(CloseCode.REMOVED);
        assertThat(bob.socket.closedWith).isNull();
        one.leave();
        two.leave();
        assertThat(desk.connections.of(new UserId("ann"))).isEmpty();
        assertThat(desk.connections.count()).isOne();
    }

    @Test
    void a_drain_gives_each_its_slot() {
        List<Client> clients = Stream.generate(desk::connected).limit(10).toList();
        long now = desk.time.millis();
        var drained = desk.connections.drain(Duration.ofSeconds(11)).toCompletableFuture();
        assertThat(clients.stream().map(client -> slot(client).reconnectAfterMs()))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 10).map(i -> i * 1000).boxed().toList());
        desk.time.advance(Duration.ofSeconds(1));
        assertThat(clients).filteredOn(client -> client.socket.closedWith != null).hasSize(1);
        desk.time.advance(Duration.ofSeconds(8));
        assertThat(drained).isNotDone();
        desk.time.advance(Duration.ofSeconds(2));
        assertThat(drained).isDone();
        for (Client client : clients) {
            assertThat(client.socket.closedWith).isEqualTo(CloseCode.DRAINING);
            assertThat(slot(client).deadlineMs())
                    .isEqualTo(now + slot(client).reconnectAfterMs() + 1000);
        }
    }

    @Test
    void a_short_drain_is_spread_to_the_millisecond() {
        List<Client> clients = Stream.generate(desk::connected).limit(10).toList();
        var drained = desk.connections.drain(Duration.ofMillis(100)).toCompletableFuture();
        assertThat(clients.stream().map(client -> slot(client).reconnectAfterMs()))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 10).map(i -> i * 5).boxed().toList());
        desk.time.advance(Duration.ofMillis(99));
        assertThat(clients).filteredOn(client -> client.socket.closedWith != null).hasSize(10);
        assertThat(drained).isDone();
    }

    @Test
    void without_time_all_go_at_once() {
        Client client = desk.connected();
        var drained = desk.connections.drain(Duration.ZERO).toCompletableFuture();
        desk.time.advance(Duration.ZERO);
        assertThat(slot(client).reconnectAfterMs()).isZero();
        assertThat(client.socket.closedWith).isEqualTo(CloseCode.DRAINING);
        assertThat(drained).isDone();
    }

    private static Drain slot(Client client) {
        return (Drain) ((Notice) client.socket.sent.getLast()).data();
    }

    @Test
    void two_commands_of_one_name_do_not_start() {
        var feature = new ConnectionFeature(_ -> null, desk.time);
        assertThatThrownBy(() -> new CommandCatalog(List.of(feature, feature)))
                .hasMessageContaining("two commands are named");
    }
}
