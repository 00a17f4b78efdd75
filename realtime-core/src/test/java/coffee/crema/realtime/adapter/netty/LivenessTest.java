package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.CloseCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Closing, heartbeats, backpressure, and members that do not read.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(NoLeaks.class)
class LivenessTest {
    private static final int QUEUE_BYTES_MAX = 256 * 1024;

    private NettyServer server;

    @BeforeAll
    void start() {
        server = new NettyServer(settings(Duration.ofSeconds(10)));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static DoorSettings settings(Duration queueAgeMax) {
        DoorSettings usual = DoorSettings.defaults();
        return new DoorSettings(
                usual.admission(),
                usual.inbound(),
                new DoorSettings.Outbound(QUEUE_BYTES_MAX, queueAgeMax, Duration.ofMillis(3), true),
                new DoorSettings.Heartbeat(Duration.ofMillis(400), Duration.ofMillis(400)),
                new DoorSettings.Closing(Duration.ofMillis(300), Duration.ofSeconds(5)));
    }

    @Test
    void the_servers_close_waits_for_what_is_queued_and_for_the_answer() throws Exception {
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            opened.say("last words");
            opened.socket().close(CloseCode.DRAINING);
            opened.socket().close(CloseCode.INTERNAL);
            opened.say("too late");
            assertThat(client.read().text()).isEqualTo("last words");
            RawClient.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(3000);
            assertThat(close.closeReason()).isEqualTo("draining");
            client.text("not heard any more");
            client.close(3000);
            assertThat(client.ended()).isTrue();
            assertThat(opened.gone().await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(opened.received()).isEmpty();
        }
    }

    @Test
    void a_client_that_does_not_answer_a_close_is_cut_off() throws Exception {
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            opened.socket().close(CloseCode.REMOVED);
            assertThat(client.read().closeCode()).isEqualTo(3504);
            assertThat(client.ended()).isTrue();
            assertThat(opened.gone().await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void the_clients_close_is_answered_with_its_own_code() throws Exception {
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            client.close(4321);
            assertThat(client.read().closeCode()).isEqualTo(4321);
            assertThat(client.ended()).isTrue();
            assertThat(opened.gone().await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(opened.socket().isOpen()).isFalse();
        }
        try (RawClient client = RawClient.open(server.port())) {
            server.next();
            client.frame(0x88, new byte[0]);
            assertThat(client.read().payload()).isEmpty();
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void a_vanished_client_is_noticed() throws Exception {
        RawClient client = RawClient.open(server.port());
        NettyServer.Opened opened = server.next();
        client.socket.setSoLinger(true, 0);
        client.close();
        assertThat(opened.gone().await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(opened.socket().isOpen()).isFalse();
    }

    @Test
    void a_silent_client_is_pinged_and_then_closed() throws Exception {
        try (RawClient client = RawClient.open(server.port())) {
            server.next();
            assertThat(client.read().first()).isEqualTo(0x89);
            client.frame(0x8a, new byte[0]); // alive after all
            assertThat(client.read().first()).isEqualTo(0x89);
            RawClient.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(CloseCode.HEARTBEAT_TIMEOUT.number());
            assertThat(close.closeReason()).isEqualTo("heartbeat-timeout");
        }
    }

    @Test
    void while_reading_is_paused_nothing_is_received_and_nothing_is_lost() throws Exception {
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            onLoop(opened, () -> opened.socket().readFurther(false));
            for (int i = 0; i < 500; i++) {
                client.text("command " + i);
            }
            // Longer than a silent client would live: one that is not listened to is not silent.
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(1))
                    .until(() -> opened.socket().isOpen());
            assertThat(opened.received()).isEmpty();
            onLoop(opened, () -> opened.socket().readFurther(true));
            for (int i = 0; i < 500; i++) {
                assertThat(opened.next()).isEqualTo("command " + i);
            }
        }
    }

    private static void onLoop(NettyServer.Opened opened, Runnable task)
            throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        opened.socket()
                .loop()
                .execute(() -> {
                    task.run();
                    done.countDown();
                });
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_member_that_does_not_read_is_bounded_in_bytes_and_closed_as_slow() throws Exception {
        try (RawClient paused = RawClient.open(server.port());
                RawClient other = RawClient.open(server.port())) {
            NettyServer.Opened slow = server.next();
            NettyServer.Opened well = server.next();
            String text = "x".repeat(8 * 1024);
            int said = 0;
            double mostQueued = 0;
            while (slow.socket().isOpen() && said < 10_000) {
                slow.say(text);
                said++;
                mostQueued = Math.max(mostQueued, queued(server));
                onLoop(slow, () -> {});
            }
            assertThat(slow.socket().isOpen()).isFalse();
            assertThat(mostQueued).isPositive().isLessThanOrEqualTo(QUEUE_BYTES_MAX + 16 * 1024);
            assertThat(queued(server)).isZero();
            assertThat(server.counted("crema.ws.closes", "code", "slow")).isPositive();

            well.say("nobody else notices");
            assertThat(other.read().text()).isEqualTo("nobody else notices");

            RawClient.Frame frame = paused.read();
            int read = 0;
            while (frame.opcode() != Frames.CLOSE) {
                if (frame.opcode() == Frames.TEXT) {
                    read++;
                }
                frame = paused.read();
            }
            assertThat(frame.closeCode()).isEqualTo(CloseCode.SLOW.number());
            assertThat(read).isPositive().isLessThan(said);
            paused.close(CloseCode.SLOW.number());
            assertThat(paused.ended()).isTrue();
        }
    }

    @Test
    void what_waits_too_long_closes_as_slow_too() throws Exception {
        try (NettyServer strict = new NettyServer(settings(Duration.ofMillis(300)));
                RawClient paused = RawClient.open(strict.port())) {
            NettyServer.Opened slow = strict.next();
            String text = "x".repeat(8 * 1024);
            while (queued(strict) == 0) {
                slow.say(text);
                onLoop(slow, () -> {});
            }
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !slow.socket().isOpen());
            assertThat(strict.counted("crema.ws.closes", "code", "slow")).isEqualTo(1);
            assertThat(paused.readClose().closeCode()).isEqualTo(CloseCode.SLOW.number());
        }
    }

    @Test
    void a_slow_member_that_reads_again_in_time_misses_nothing() throws Exception {
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            String text = "x".repeat(4 * 1024);
            int said = 0;
            while (queued(server) < QUEUE_BYTES_MAX / 4.0) {
                opened.say(said++ + " " + text);
                onLoop(opened, () -> {});
            }
            for (int i = 0; i < said; ) {
                RawClient.Frame frame = client.read();
                if (frame.opcode() == Frames.TEXT) {
                    assertThat(frame.text()).startsWith(i++ + " ");
                }
            }
            assertThat(opened.socket().isOpen()).isTrue();
            assertThat(queued(server)).isZero();
        }
    }

    private static double queued(NettyServer server) {
        return server.meters.get("crema.ws.queued.bytes").gauge().value();
    }
}
