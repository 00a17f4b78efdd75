package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.adapter.netty.RawClient;
import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What strangers and members may throw at a node.
class HostileInputIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SEED = Long.getLong("crema.seed", 20_260_101L);
    private static final int SOCKETS_MAX = 1_500;
    private static final int SOCKETS_TRIED = 10_000;
    private static final int AT_ONCE = 100;
    private static final int UNFINISHED = 150;
    private static final int FUZZED = 1_500;
    private static final int BATCH = 15;
    private static final int FLOOD_MAX = 20_000;

    @TempDir static Path dir;
    private static NodeProcess node;
    private static HonestPair pair;

    @BeforeAll
    static void start() {
        node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.connections-max", Integer.toString(SOCKETS_MAX))
                        .start();
        pair = HonestPair.at(node);
    }

    @AfterEach
    void nobody_else_noticed() {
        pair.noticedNothing();
    }

    @AfterAll
    static void stop() {
        try {
            pair.close();
        } finally {
            node.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void frames_that_were_tampered_with(WireFormat format) throws IOException {
        System.out.println("HostileInputIT: seed " + SEED);
        var random = new Random(SEED);
        var fuzz = new Fuzz(random, RawMember.mapper(format));
        var mapper = RawMember.mapper(format);
        RawClient client = RawMember.member(node, format);
        for (int sent = 0; sent < FUZZED; sent += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                try {
                    client.frame(RawMember.opcode(format), fuzz.next());
                } catch (SocketException closed) {
                    break;
                }
            }
            if (!RawMember.answersTime(client, format, mapper)) {
                client.close();
                client = RawMember.member(node, format);
            }
        }
        client.close();
    }

    @Test
    void frames_that_are_too_large_too_deep_or_never_end() throws IOException {
        assertClosedBy(
                3502,
                client ->
                        client.write(
                                new byte[] {
                                    (byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 6, 0, 0, 0, 1, 2, 3, 4
                                }));
        assertClosedBy(3502, client -> client.text("\"" + "x".repeat(100_000) + "\""));
        assertClosedBy(
                3502,
                client -> {
                    client.frame(0x01, new byte[1]);
                    for (int i = 0; i < 100_000; i++) {
                        client.frame(0x00, new byte[1]);
                    }
                });
        try (RawClient client = RawMember.member(node, WireFormat.JSON)) {
            String deep = "[".repeat(20_000) + "]".repeat(20_000);
            client.text(
                    "{\"type\":\"channel.publish\",\"id\":5,\"data\":{\"channel\":\"user-a\",\"event\":\"app.deep\",\"data\":{\"a\":"
                            + deep
                            + "}}}");
            var mapper = RawMember.mapper(WireFormat.JSON);
            JsonNode answer = mapper.readTree(client.read().text());
            while (!answer.get("type").asText().equals("error")) {
                answer = mapper.readTree(client.read().text());
            }
            assertThat(answer.at("/error/code").asText()).isEqualTo("malformed");
        }
    }

    @Test
    void a_compressed_message_that_inflates_without_end() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(bomb, new Deflater(9, true), 8_192, true)) {
            deflate.write(new byte[50 * 1024 * 1024]);
            deflate.flush();
        }
        try (RawClient client =
                RawClient.open(
                        node.port(),
                        "Sec-WebSocket-Protocol: crema.v1.json",
                        "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                        "Authorization: Bearer " + Tokens.of("bomber"))) {
            RawMember.connect(client, WireFormat.JSON);
            client.frame(0xc1, bomb.toByteArray());
            assertThat(client.readClose().closeCode()).isEqualTo(3502);
        }
    }

    @Test
    void requests_that_never_end() throws IOException {
        var upgrades = new ArrayList<RawClient>();
        var bodies = new ArrayList<RawClient>();
        for (int i = 0; i < UNFINISHED; i++) {
            upgrades.add(
                    unfinished("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nX-"));
            bodies.add(
                    unfinished(
                            "POST /dev/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"));
        }
        for (RawClient client : upgrades) {
            client.write("x");
        }
        for (RawClient client : upgrades) {
            assertThat(client.ended()).as("closed before the request is whole").isTrue();
            client.close();
        }
        pair.noticedNothing();
        for (RawClient client : bodies) {
            client.close();
        }
    }

    private static RawClient unfinished(String beginning) throws IOException {
        var client = new RawClient(node.port());
        client.socket.setSoTimeout((int) PATIENCE.toMillis());
        client.write(beginning);
        return client;
    }

    @Test
    void pages_of_other_origins() throws IOException {
        try (RawClient client = new RawClient(node.port())) {
            assertThat(client.upgrade("/ws", "Origin: https://evil.example"))
                    .startsWith("HTTP/1.1 403");
        }
        try (RawClient client = new RawClient(node.port())) {
            assertThat(client.upgrade("/ws", "Sec-WebSocket-Protocol: chat"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void ten_thousand_sockets_that_never_say_who_they_are() {
        var refused = new AtomicInteger();
        var opened = ConcurrentHashMap.<RawClient>newKeySet();
        var gate = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SOCKETS_TRIED; i++) {
                threads.execute(() -> {
                    gate.acquireUninterruptibly();
                    try {
                        opened.add(RawClient.open(node.port()));
                    } catch (AssertionError | IOException refusal) {
                        refused.incrementAndGet();
                    } finally {
                        gate.release();
                    }
                });
            }
        }
        assertThat(refused.get()).as("refused").isPositive();
        assertThat(node.metric("crema_ws_connections")).isLessThanOrEqualTo(SOCKETS_MAX);
        await("the strangers are shown out")
                .atMost(PATIENCE)
                .until(() -> node.metric("crema_ws_strangers") == 0);
        opened.forEach(client -> {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (Member late = Member.at(node.ws(), "late")) {
            assertThat(late.client.isAccepted()).isTrue();
        }
    }

    @Test
    void more_commands_than_anyone_may_send() {
        try (var client = new WsClient(WireFormat.JSON, Tokens.of("flooder"))) {
            client.connected(node.ws());
            var first = new CompletableFuture<Refused>();
            for (int sent = 0; sent < FLOOD_MAX && !client.closed().isDone(); sent += AT_ONCE) {
                for (int i = 0; i < AT_ONCE; i++) {
                    var _ =
                            client.send("time", Map.of())
                                    .whenComplete((_, failed) -> {
                                        if (failed instanceof Refused refused) {
                                            first.complete(refused);
                                        }
                                    });
                }
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> client.unanswered() < AT_ONCE || client.closed().isDone());
            }
            Refused refusal = WsClient.within(first);
            assertThat(refusal.code()).isEqualTo("rate_limited");
            assertThat(refusal.error().get("retryAfterMs").asLong()).isPositive();
            assertThat(WsClient.within(client.closed()).code()).isEqualTo(3505);
        }
    }

    private interface Attack {
        void on(RawClient client) throws IOException;
    }

    private static void assertClosedBy(int code, Attack attack) throws IOException {
        try (RawClient client = RawMember.member(node, WireFormat.JSON)) {
            try {
                attack.on(client);
            } catch (SocketException alreadyClosed) {
                // the close frame may still be read
            }
            assertThat(client.readClose().closeCode()).isEqualTo(code);
        }
    }
}
