package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.connection.Member;
import coffee.crema.realtime.connection.SharedMessages;
import coffee.crema.realtime.connection.Socket;
import coffee.crema.realtime.hub.Fanout;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.Patient;
import coffee.crema.realtime.wire.ServerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(NoLeaks.class)
class LoopFanoutTest {
    private static final String CBOR = "Sec-WebSocket-Protocol: crema.v1.cbor";

    private NettyServer server;

    @BeforeAll
    void start() {
        server = new NettyServer(DoorSettings.defaults());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private record Done() implements Patient {}

    private record Seat(Socket socket) implements Member {}

    private record Client(RawClient wire, NettyServer.Opened opened, Seat seat)
            implements AutoCloseable {
        /// Everything up to the close frame, as text.
        List<String> readAll() throws Exception {
            opened.socket().close(CloseCode.NORMAL);
            List<String> all = new ArrayList<>();
            for (var frame = wire.read(); frame.opcode() != Frames.CLOSE; frame = wire.read()) {
                all.add(frame.text());
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }

    private Client client(String... headers) throws Exception {
        RawClient wire = RawClient.open(server.port(), headers);
        NettyServer.Opened opened = server.next();
        return new Client(wire, opened, new Seat(opened.socket()));
    }

    private static Fanout fanout(int windowMs) {
        return LoopFanout.factory(NettyServer::encode, Duration.ofMillis(windowMs)).create();
    }

    private static ServerMessage event(long offset) {
        return new ServerMessage.Happened(
                ChannelName.parse("channel", "room:1"),
                offset,
                new Event(
                        "chat.said",
                        System.currentTimeMillis(),
                        "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_broadcast_reaches_each_member_in_its_format() throws Exception {
        try (Client json = client();
                Client cbor = client(CBOR);
                Client other = client()) {
            Fanout fanout = fanout(3);
            List.of(json, cbor, other).forEach(each -> fanout.add(each.seat));
            fanout.add(json.seat); // again: no effect
            assertThat(fanout.size()).isEqualTo(3);
            fanout.deliver(event(7));
            fanout.deliverExcept(other.seat, event(8));
            assertThat(json.readAll()).containsExactly("7", "8");
            assertThat(cbor.readAll()).containsExactly("cbor 7", "cbor 8");
            assertThat(other.readAll()).containsExactly("7");
            assertThat(server.meters.get("crema.ws.lag").timer().count()).isPositive();
        }
    }

    @Test
    void what_is_delivered_before_add_is_not_seen_and_sends_keep_their_place() throws Exception {
        try (Client first = client();
                Client late = client()) {
            Fanout fanout = fanout(20);
            fanout.add(first.seat);
            fanout.deliver(event(1)); // at once
            fanout.deliver(event(2)); // gathered
            first.seat.send(NettyServer.text("own"));
            fanout.add(late.seat);
            late.seat.send(NettyServer.text("snapshot"));
            fanout.deliver(event(3));
            fanout.deliverExcept(first.seat, event(4));
            first.seat.send(NettyServer.text("own too"));
            fanout.deliver(event(5));
            fanout.remove(late.seat);
            fanout.deliver(event(6));
            assertThat(first.readAll()).containsExactly("1", "2", "own", "3", "own too", "5", "6");
            assertThat(late.readAll()).containsExactly("snapshot", "3", "4", "5");
            assertThat(fanout.size()).isEqualTo(1);
        }
    }

    @Test
    void what_members_get_alike_is_encoded_once_a_format_and_keeps_its_place() throws Exception {
        try (Client json = client();
                Client cbor = client(CBOR);
                Client other = client()) {
            var shared = new SharedMessages(List.of(event(1), event(2)));
            for (Client each : List.of(json, cbor, other)) {
                each.seat.send(NettyServer.text("before"));
                each.seat.socket().send(shared);
                each.seat.send(NettyServer.text("after"));
            }
            assertThat(json.readAll()).containsExactly("before", "1", "2", "after");
            assertThat(other.readAll()).containsExactly("before", "1", "2", "after");
            assertThat(cbor.readAll())
                    .containsExactly("cbor before", "cbor 1", "cbor 2", "cbor after");
        }
    }

    @Test
    void an_answer_goes_with_the_broadcasts_that_wait_in_its_place() throws Exception {
        try (Client speaker = client();
                Client other = client()) {
            Fanout fanout = fanout(20);
            fanout.add(speaker.seat);
            fanout.add(other.seat);
            fanout.deliver(event(0)); // at once
            assertThat(speaker.wire.read().text()).isEqualTo("0");
            assertThat(other.wire.read().text()).isEqualTo("0");
            int writes = server.writes.get();
            fanout.deliver(event(1));
            speaker.seat.send(new ServerMessage.Ack(1, new Done()));
            fanout.deliver(event(2));
            speaker.seat.send(new ServerMessage.Ack(2, new Done()));
            for (String text : List.of("1", "ack 1", "2", "ack 2")) {
                assertThat(speaker.wire.read().text()).isEqualTo(text);
            }
            assertThat(other.wire.read().text()).isEqualTo("1");
            assertThat(other.wire.read().text()).isEqualTo("2");
            assertThat(server.writes.get() - writes).isEqualTo(2);
        }
    }

    @Test
    void an_answer_that_is_not_patient_waits_for_nothing() throws Exception {
        try (Client speaker = client()) {
            Fanout fanout = fanout(20);
            fanout.add(speaker.seat);
            fanout.deliver(event(0)); // at once
            assertThat(speaker.wire.read().text()).isEqualTo("0");
            int writes = server.writes.get();
            fanout.deliver(event(1));
            speaker.seat.send(new ServerMessage.Ack(1, "done"));
            assertThat(speaker.wire.read().text()).isEqualTo("1");
            assertThat(speaker.wire.read().text()).isEqualTo("ack 1");
            // What was gathered went before it, by itself.
            assertThat(server.writes.get() - writes).isEqualTo(2);
        }
    }

    @Test
    void members_that_come_and_go_see_a_contiguous_run() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clients.add(client(i % 3 == 0 ? new String[] {CBOR} : new String[0]));
        }
        Fanout fanout = fanout(3);
        List<List<String>> expected = new ArrayList<>();
        clients.forEach(each -> expected.add(new ArrayList<>()));
        boolean[] in = new boolean[clients.size()];
        for (int step = 0; step < 4000; step++) {
            int who = random.nextInt(clients.size());
            Client client = clients.get(who);
            String mark = who % 3 == 0 ? "cbor " : "";
            switch (random.nextInt(12)) {
                case 0 -> {
                    if (in[who]) {
                        fanout.remove(client.seat);
                    } else {
                        fanout.add(client.seat);
                    }
                    in[who] = !in[who];
                }
                case 1 -> {
                    client.seat.send(NettyServer.text("own " + step));
                    expected.get(who).add(mark + "own " + step);
                }
                case 2 -> {
                    client.seat.send(new ServerMessage.Ack(step, new Done()));
                    expected.get(who).add(mark + "ack " + step);
                }
                case 3 -> {
                    fanout.deliverExcept(client.seat, event(step));
                    note(expected, in, who, step);
                }
                default -> {
                    fanout.deliver(event(step));
                    note(expected, in, -1, step);
                }
            }
        }
        for (int i = 0; i < clients.size(); i++) {
            try (Client client = clients.get(i)) {
                assertThat(client.readAll())
                        .as("seed %d, member %d", seed, i)
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private static void note(List<List<String>> expected, boolean[] in, int except, int step) {
        for (int i = 0; i < in.length; i++) {
            if (in[i] && i != except) {
                expected.get(i).add((i % 3 == 0 ? "cbor " : "") + step);
            }
        }
    }

    @Test
    void what_one_turn_delivers_is_one_write_and_one_flush() throws Exception {
        try (Client client = client()) {
            Fanout fanout = fanout(0);
            fanout.add(client.seat);
            int[] counts = new int[2];
            CountDownLatch counted = new CountDownLatch(1);
            // A turn of the loop: everything in it waits until the task at its start is over.
            client.opened
                    .socket()
                    .loop()
                    .execute(() -> {
                        int writes = server.writes.get();
                        int flushes = server.flushes.get();
                        for (int i = 0; i < 100; i++) {
                            fanout.deliver(event(i));
                        }
                        client.opened
                                .socket()
                                .loop()
                                .execute(() ->
                                        client.opened
                                                .socket()
                                                .loop()
                                                .execute(() -> {
                                                    counts[0] = server.writes.get() - writes;
                                                    counts[1] = server.flushes.get() - flushes;
                                                    counted.countDown();
                                                }));
                    });
            for (int i = 0; i < 100; i++) {
                assertThat(client.wire.read().text()).isEqualTo("" + i);
            }
            counted.await();
            assertThat(counts[0]).isEqualTo(1);
            assertThat(counts[1]).isEqualTo(1);
        }
    }

    @Test
    void a_storm_is_gathered_by_the_window() throws Exception {
        try (Client client = client()) {
            Fanout fanout = fanout(20);
            fanout.add(client.seat);
            int before = server.writes.get();
            for (int i = 0; i < 300; i++) {
                fanout.deliver(event(i));
                client.opened.socket().loop().execute(() -> {}); // not one turn, but many
            }
            for (int i = 0; i < 300; i++) {
                assertThat(client.wire.read().text()).isEqualTo("" + i);
            }
            assertThat(server.writes.get() - before).isLessThan(30);
        }
    }

    @Test
    void answers_of_one_turn_share_a_flush() throws Exception {
        try (Client client = client()) {
            int flushes = server.flushes.get();
            client.opened
                    .socket()
                    .loop()
                    .execute(() -> {
                        for (int i = 0; i < 50; i++) {
                            client.opened.say("answer " + i);
                        }
                    });
            for (int i = 0; i < 50; i++) {
                assertThat(client.wire.read().text()).isEqualTo("answer " + i);
            }
            assertThat(server.flushes.get() - flushes).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void closed_members_are_skipped_until_they_are_removed() throws Exception {
        try (Client gone = client();
                Client here = client()) {
            Fanout fanout = fanout(0);
            fanout.add(gone.seat);
            fanout.add(here.seat);
            gone.wire.close();
            gone.opened.gone().await();
            fanout.deliver(event(1));
            fanout.remove(gone.seat);
            fanout.deliver(event(2));
            assertThat(here.readAll()).containsExactly("1", "2");
        }
    }
}
