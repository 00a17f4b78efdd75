package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.CloseCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames as hostile and as clumsy clients send them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(NoLeaks.class)
class FramesTest {
    private static final String CBOR = "Sec-WebSocket-Protocol: crema.v1.cbor";
    private static final String DEFLATE =
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    private NettyServer server;

    @BeforeAll
    void start() {
        DoorSettings usual = DoorSettings.defaults();
        server =
                new NettyServer(
                        new DoorSettings(
                                usual.admission(),
                                usual.inbound(),
                                usual.outbound(),
                                usual.heartbeat(),
                                new DoorSettings.Closing(
                                        Duration.ofMillis(400), Duration.ofSeconds(2))));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private interface Deed {
        void on(RawClient client) throws Exception;
    }

    private void closes(CloseCode code, Deed deed, String... headers) throws Exception {
        double before = server.counted("crema.ws.closes", "code", code.wireName());
        try (RawClient client = RawClient.open(server.port(), headers)) {
            NettyServer.Opened opened = server.next();
            deed.on(client);
            RawClient.Frame close = client.readClose();
            assertThat(close.closeCode()).isEqualTo(code.number());
            assertThat(close.closeReason()).isEqualTo(code.wireName());
            assertThat(opened.socket().isOpen()).isFalse();
            assertThat(opened.received()).isEmpty();
            assertThat(server.counted("crema.ws.closes", "code", code.wireName()))
                    .isEqualTo(before + 1);
            client.close(code.number());
            assertThat(client.ended()).isTrue();
            assertThat(opened.gone().await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void both_formats_go_both_ways() throws Exception {
        try (RawClient json = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            json.text("grüß dich");
            assertThat(opened.next()).isEqualTo("grüß dich");
            opened.say("säure");
            assertThat(json.read())
                    .satisfies(frame -> {
                        assertThat(frame.first()).isEqualTo(0x81);
                        assertThat(frame.text()).isEqualTo("säure");
                    });
        }
        try (RawClient cbor = RawClient.open(server.port(), CBOR)) {
            NettyServer.Opened opened = server.next();
            cbor.frame(0x82, new byte[] {(byte) 0xa0, (byte) 0xff});
            assertThat(opened.received().poll(5, TimeUnit.SECONDS)).containsExactly(0xa0, 0xff);
            opened.say("body");
            assertThat(cbor.read())
                    .satisfies(frame -> {
                        assertThat(frame.first()).isEqualTo(0x82);
                        assertThat(frame.text()).isEqualTo("cbor body");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
    void every_form_of_length_is_read_and_written(int length) throws Exception {
        String text = "x".repeat(length);
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            client.text(text);
            assertThat(opened.next()).isEqualTo(text);
            opened.say(text);
            assertThat(client.read().text()).isEqualTo(text);
        }
    }

    @Test
    void bytes_may_come_one_by_one_and_frames_many_at_once() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            all.writeBytes(
                    RawClient.masked(0x81, ("message " + i).getBytes(StandardCharsets.UTF_8)));
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            byte[] bytes = all.toByteArray();
            for (int at = 0; at < bytes.length; ) {
                int some = Math.min(bytes.length - at, 1 + random.nextInt(40));
                client.socket.getOutputStream().write(bytes, at, some);
                at += some;
            }
            for (int i = 0; i < 200; i++) {
                assertThat(opened.next()).as("seed %d", seed).isEqualTo("message " + i);
            }
        }
    }

    @Test
    void fragments_become_one_message_and_pings_between_them_are_answered() throws Exception {
        try (RawClient client = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            byte[] umlaut = "ä".getBytes(StandardCharsets.UTF_8);
            client.frame(0x01, new byte[] {'a', umlaut[0]});
            client.frame(0x89, "are you there".getBytes(StandardCharsets.UTF_8));
            client.frame(0x00, new byte[0]);
            client.frame(0x80, new byte[] {umlaut[1], 'c'});
            RawClient.Frame pong = client.read();
            assertThat(pong.first()).isEqualTo(0x8a);
            assertThat(pong.text()).isEqualTo("are you there");
            assertThat(opened.next()).isEqualTo("aäc");
        }
    }

    @Test
    void a_message_is_bounded_by_bytes_and_by_fragments() throws Exception {
        closes(CloseCode.TOO_LARGE, client -> client.text("x".repeat(65_537)));
        closes(
                CloseCode.TOO_LARGE,
                client -> {
                    client.frame(0x01, new byte[40_000]);
                    client.frame(0x80, new byte[30_000]);
                });
        closes(
                CloseCode.TOO_LARGE,
                client -> {
                    client.frame(0x01, new byte[1]);
                    for (int i = 0; i < 64; i++) {
                        client.frame(0x00, new byte[0]);
                    }
                });
        // Announced, and refused before it comes.
        closes(
                CloseCode.TOO_LARGE,
                client -> {
                    client.write(
                            new byte[] {
                                (byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4
                            });
                    client.write(new byte[0x10001]);
                });
    }

    @Test
    void a_stranger_is_bounded_more_tightly() throws Exception {
        server.accepts = false;
        try {
            closes(CloseCode.TOO_LARGE, client -> client.text("x".repeat(8 * 1024 + 1)));
        } finally {
            server.accepts = true;
        }
    }

    @Test
    void the_wrong_kind_of_frame_is_refused() throws Exception {
        closes(CloseCode.PROTOCOL_ERROR, client -> client.frame(0x82, new byte[] {'{', '}'}));
        closes(CloseCode.PROTOCOL_ERROR, client -> client.text("{}"), CBOR);
    }

    @Test
    void invalid_utf8_is_refused() throws Exception {
        closes(
                CloseCode.PROTOCOL_ERROR,
                client -> client.frame(0x81, new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}));
        closes(
                CloseCode.PROTOCOL_ERROR,
                client -> client.frame(0x81, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    }

    @Test
    void a_bad_head_is_refused_and_the_connection_ends() throws Exception {
        breaks(new byte[] {(byte) 0x81, 2, '{', '}'}); // not masked
        breaks(RawClient.masked(0xc1, new byte[2])); // compressed, which was not agreed
        breaks(RawClient.masked(0xa1, new byte[2]));
        breaks(RawClient.masked(0x83, new byte[2])); // a reserved opcode
        breaks(RawClient.masked(0x8b, new byte[0]));
        breaks(RawClient.masked(0x80, new byte[2])); // continues nothing
        breaks(RawClient.masked(0x09, new byte[2])); // a fragmented ping
        breaks(RawClient.masked(0x89, new byte[126])); // a long ping
        breaks(
                new byte[] {
                    (byte) 0x81, (byte) 0xfe, 0, 5, 1, 2, 3, 4
                }); // a length that is not in its shortest form
        breaks(
                new byte[] {
                    (byte) 0x81, (byte) 0xff, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4
                }); // a negative length
        breaks(RawClient.masked(0x88, new byte[] {3})); // half a close code
        breaks(RawClient.masked(0x88, new byte[] {3, (byte) 0xed})); // 1005 never travels
    }

    private void breaks(byte[] bytes) throws Exception {
        closes(CloseCode.PROTOCOL_ERROR, client -> client.write(bytes));
    }

    @Test
    void a_deflated_message_is_inflated() throws Exception {
        try (RawClient client = RawClient.open(server.port(), DEFLATE)) {
            NettyServer.Opened opened = server.next();
            client.frame(
                    0xc1, deflated("again and again and again".getBytes(StandardCharsets.UTF_8)));
            client.text("plain");
            client.frame(0xc1, deflated(new byte[0]));
            assertThat(opened.next()).isEqualTo("again and again and again");
            assertThat(opened.next()).isEqualTo("plain");
            assertThat(opened.next()).isEmpty();
        }
    }

    @Test
    void a_bomb_does_not_go_off() throws Exception {
        byte[] bomb = deflated(new byte[40 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(64 * 1024);
        closes(CloseCode.TOO_LARGE, client -> client.frame(0xc1, bomb), DEFLATE);
        closes(
                CloseCode.TOO_LARGE,
                client -> client.frame(0xc1, deflated(new byte[65_537])),
                DEFLATE);
        closes(
                CloseCode.PROTOCOL_ERROR,
                client -> client.frame(0xc1, new byte[] {7, 7, 7, 7}),
                DEFLATE);
    }

    @Test
    void random_bytes_harm_nobody_else() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (RawClient bystander = RawClient.open(server.port())) {
            NettyServer.Opened opened = server.next();
            for (int i = 0; i < 100; i++) {
                try (RawClient hostile = RawClient.open(server.port(), DEFLATE)) {
                    server.next();
                    byte[] noise = new byte[1 + random.nextInt(300)];
                    random.nextBytes(noise);
                    hostile.write(noise);
                }
            }
            opened.say("well");
            assertThat(bystander.read().text()).as("seed %d", seed).isEqualTo("well");
        }
    }

    static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(plain);
        byte[] out = new byte[plain.length / 100 + 1024];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return java.util.Arrays.copyOf(out, Math.max(1, length - 4));
    }
}
