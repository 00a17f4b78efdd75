package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(NoLeaks.class)
class HandshakeTest {
    private NettyServer server;

    @BeforeAll
    void start() {
        server = new NettyServer(DoorSettings.defaults());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String answer(String uri, String... headers) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            return client.upgrade(uri, headers);
        }
    }

    @Test
    void the_answer_proves_that_the_key_was_read() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            String head = client.upgrade("/ws");
            assertThat(head)
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContainIgnoringCase("sec-websocket-protocol")
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
            assertThat(server.next().socket().format()).isEqualTo(WireFormat.JSON);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "crema.v1.json, JSON",
        "crema.v1.cbor, CBOR",
        "'graphql-ws, crema.v1.cbor, crema.v1.json', CBOR",
    })
    void the_first_known_subprotocol_is_taken(String offered, WireFormat format) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(client.upgrade("/ws", "Sec-WebSocket-Protocol: " + offered))
                    .containsIgnoringCase("sec-websocket-protocol: " + format.subprotocol());
            assertThat(server.next().socket().format()).isEqualTo(format);
        }
    }

    @Test
    void only_unknown_subprotocols_are_refused() throws Exception {
        double before = server.counted("crema.ws.refused", "reason", "subprotocol");
        assertThat(answer("/ws", "Sec-WebSocket-Protocol: crema.v0, mqtt"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("connection: close");
        assertThat(server.counted("crema.ws.refused", "reason", "subprotocol"))
                .isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://crema.coffee.evil.example",
                "https://evilcrema.coffee"
            })
    void a_foreign_origin_is_refused(String origin) throws Exception {
        assertThat(answer("/ws", "Origin: " + origin)).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://crema.coffee", "https://app.crema.coffee"})
    void a_configured_origin_is_let_in(String origin) throws Exception {
        assertThat(answer("/ws", "Origin: " + origin)).startsWith("HTTP/1.1 101 ");
        server.next();
    }

    @Test
    void a_page_of_this_server_is_let_in() throws Exception {
        assertThat(answer("/ws", "Origin: http://localhost:" + server.port()))
                .startsWith("HTTP/1.1 101 ");
        server.next();
    }

    @Test
    void the_token_comes_from_the_header_or_the_query() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.upgrade("/ws?access_token=from%2Bquery");
            assertThat(server.next().token()).contains("from+query");
        }
        try (RawClient client = new RawClient(server.port())) {
            client.upgrade("/ws?access_token=from-query", "Authorization: Bearer from-header");
            assertThat(server.next().token()).contains("from-header");
        }
        try (RawClient client = new RawClient(server.port())) {
            client.upgrade("/ws?access_token=%zz");
            assertThat(server.next().token()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /ws HTTP/1.1', 426",
        "'POST /ws HTTP/1.1', 405",
        "'GET /elsewhere HTTP/1.1', 404",
        "'GET /wsx HTTP/1.1', 404",
    })
    void what_is_no_upgrade_is_told_so(String requestLine, int status) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.write(requestLine + "\r\nHost: localhost\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void another_version_or_a_wrong_key_or_a_body_is_refused() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.request(
                    "GET /ws HTTP/1.1",
                    "Host: x",
                    "Connection: keep-alive, Upgrade",
                    "Upgrade: WebSocket",
                    "Sec-WebSocket-Version: 8",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 426 ")
                    .containsIgnoringCase("sec-websocket-version: 13");
        }
        try (RawClient client = new RawClient(server.port())) {
            client.request(
                    "GET /ws HTTP/1.1",
                    "Host: x",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: short");
            assertThat(client.readHead()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(answer("/ws", "Content-Length: 5")).startsWith("HTTP/1.1 400 ");
        assertThat(answer("/ws", "Transfer-Encoding: chunked")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void a_head_that_is_too_large_is_refused() throws Exception {
        assertThat(answer("/ws", "X-Long: " + "x".repeat(9000))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void nothing_of_http_stays_behind() throws Exception {
        try (NettyServer fresh = new NettyServer(DoorSettings.defaults());
                RawClient client = RawClient.open(fresh.port())) {
            NettyServer.Opened opened = fresh.next();
            opened.say("here");
            assertThat(client.read().text()).isEqualTo("here");
            assertThat(fresh.handlersOfFirst())
                    .noneMatch(name ->
                            name.contains("Http")
                                    || name.contains("Upgrade")
                                    || name.contains("NotFound"))
                    .anyMatch(name -> name.contains("SocketHandler"));
        }
    }

    @Test
    void frames_that_were_read_ahead_with_the_request_are_not_lost() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.write(
                    "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n");
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            rest.writeBytes(
                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            rest.writeBytes(RawClient.masked(0x81, "too eager".getBytes(StandardCharsets.UTF_8)));
            client.write(rest.toByteArray());
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(server.next().next()).isEqualTo("too eager");
        }
    }

    @Test
    void a_trickling_request_is_cut_off() throws Exception {
        var quick = DoorSettings.defaults();
        quick =
                new DoorSettings(
                        new DoorSettings.Admission(10, 10, Duration.ofMillis(200)),
                        quick.inbound(),
                        quick.outbound(),
                        quick.heartbeat(),
                        quick.closing());
        try (NettyServer impatient = new NettyServer(quick);
                RawClient slow = new RawClient(impatient.port());
                RawClient silent = new RawClient(impatient.port())) {
            slow.write("GET /ws HTTP/1.1\r\nHost: loc");
            assertThat(slow.ended()).isTrue();
            assertThat(silent.ended()).isTrue();
            assertThat(impatient.counted("crema.ws.refused", "reason", "timeout")).isEqualTo(2);
            try (RawClient well = RawClient.open(impatient.port())) {
                impatient.next().say("well");
                assertThat(well.read().text()).isEqualTo("well");
            }
        }
    }

    @Test
    void connections_and_strangers_are_capped() throws Exception {
        var settings = DoorSettings.defaults();
        settings =
                new DoorSettings(
                        new DoorSettings.Admission(3, 1, Duration.ofSeconds(10)),
                        settings.inbound(),
                        settings.outbound(),
                        settings.heartbeat(),
                        settings.closing());
        try (NettyServer small = new NettyServer(settings)) {
            small.accepts = false;
            RawClient first = RawClient.open(small.port());
            try (RawClient second = new RawClient(small.port())) {
                assertThat(second.upgrade("/ws"))
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("retry-after: ");
            }
            NettyServer.Opened stranger = small.next();
            stranger.socket().loop().execute(stranger.socket()::accepted);
            awaitNoStrangers(small);
            small.accepts = true;
            RawClient second = RawClient.open(small.port());
            awaitNoStrangers(small);
            RawClient third = RawClient.open(small.port());
            try (RawClient fourth = new RawClient(small.port())) {
                assertThat(fourth.upgrade("/ws")).startsWith("HTTP/1.1 503 ");
            }
            assertThat(small.counted("crema.ws.refused", "reason", "strangers")).isEqualTo(1);
            assertThat(small.counted("crema.ws.refused", "reason", "connections")).isEqualTo(1);
            first.close();
            second.close();
            third.close();
            assertThat(stranger.gone().await(5, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> small.door.connections() == 0);
        }
    }

    private static void awaitNoStrangers(NettyServer server) {
        Awaitility.await()
                .until(() -> server.meters.get("crema.ws.strangers").gauge().value() == 0);
    }

    @Test
    void an_origin_that_is_none_stops_the_start() {
        for (String wrong :
                List.of(
                        "*",
                        "crema.coffee",
                        "https://*",
                        "https://a.*.b",
                        "https://crema.coffee/")) {
            assertThrows(
                    IllegalArgumentException.class, () -> new OriginPolicy(List.of(wrong)), wrong);
        }
    }

    @Test
    void close_codes_fit_into_a_control_frame() {
        for (CloseCode code : CloseCode.values()) {
            assertThat(code.wireName().length()).isLessThanOrEqualTo(Frames.CONTROL_BYTES_MAX - 2);
        }
    }
}
