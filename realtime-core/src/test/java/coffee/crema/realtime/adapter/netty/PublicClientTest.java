package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.CloseCode;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// A client that others wrote, with permessage-deflate.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(NoLeaks.class)
class PublicClientTest {
    private NettyServer server;
    private OkHttpClient http;

    @BeforeAll
    void start() {
        server = new NettyServer(DoorSettings.defaults());
        http = new OkHttpClient.Builder().minWebSocketMessageToCompress(200).build();
    }

    @AfterAll
    void stop() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        server.close();
    }

    private static final class Log extends WebSocketListener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            heard.add("extensions " + response.header("Sec-WebSocket-Extensions"));
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            heard.add(text);
        }

        @Override
        public void onMessage(WebSocket webSocket, ByteString bytes) {
            heard.add("binary " + bytes.utf8());
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            webSocket.close(1000, null);
        }

        @Override
        public void onClosed(WebSocket webSocket, int code, String reason) {
            heard.add("closed " + code + " " + reason);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
            heard.add("failed " + failure);
        }

        String next() throws InterruptedException {
            return String.valueOf(heard.poll(5, TimeUnit.SECONDS));
        }
    }

    private WebSocket open(Log log, String subprotocol) {
        Request request =
                new Request.Builder()
                        .url("http://127.0.0.1:" + server.port() + "/ws")
                        .header("Sec-WebSocket-Protocol", subprotocol)
                        .build();
        return http.newWebSocket(request, log);
    }

    @Test
    void large_messages_are_deflated_both_ways_and_closing_is_clean() throws Exception {
        Log log = new Log();
        WebSocket client = open(log, "crema.v1.json");
        NettyServer.Opened opened = server.next();
        assertThat(log.next())
                .contains(
                        "permessage-deflate",
                        "server_no_context_takeover",
                        "client_no_context_takeover");

        String repetitive = "sour, floral, clean; ".repeat(2000);
        client.send(repetitive);
        assertThat(opened.next()).isEqualTo(repetitive);
        client.send("short");
        assertThat(opened.next()).isEqualTo("short");

        double before = server.counted("crema.ws.bytes.out");
        opened.say(repetitive);
        opened.say("short");
        assertThat(log.next()).isEqualTo(repetitive);
        assertThat(log.next()).isEqualTo("short");
        assertThat(server.counted("crema.ws.bytes.out") - before).isLessThan(2000);

        long seed = System.nanoTime();
        StringBuilder noise = new StringBuilder();
        new Random(seed).ints(50_000, '!', '~').forEach(c -> noise.append((char) c));
        opened.say(noise.toString());
        assertThat(log.next()).as("seed %d", seed).isEqualTo(noise.toString());

        opened.socket().close(CloseCode.TOKEN_EXPIRED);
        assertThat(log.next()).isEqualTo("closed 3003 token-expired");
        assertThat(opened.gone().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cbor_is_binary_and_a_client_may_close() throws Exception {
        Log log = new Log();
        WebSocket client = open(log, "crema.v1.cbor");
        NettyServer.Opened opened = server.next();
        log.next();
        client.send(ByteString.encodeUtf8("body"));
        assertThat(opened.next()).isEqualTo("body");
        opened.say("aroma");
        assertThat(log.next()).isEqualTo("binary cbor aroma");
        client.close(1000, "done");
        assertThat(log.next()).isEqualTo("closed 1000 ");
        assertThat(opened.gone().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void compression_can_be_switched_off() throws Exception {
        DoorSettings usual = DoorSettings.defaults();
        DoorSettings.Outbound out = usual.outbound();
        DoorSettings plain =
                new DoorSettings(
                        usual.admission(),
                        usual.inbound(),
                        new DoorSettings.Outbound(
                                out.queueBytesMax(), out.queueAgeMax(), out.gatherWindow(), false),
                        usual.heartbeat(),
                        usual.closing());
        try (NettyServer uncompressed = new NettyServer(plain);
                RawClient client = new RawClient(uncompressed.port())) {
            assertThat(client.upgrade("/ws", "Sec-WebSocket-Extensions: permessage-deflate"))
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
            uncompressed.next();
        }
    }

    @Test
    void an_offer_that_cannot_be_kept_is_declined() {
        assertThat(accepts("permessage-deflate; server_max_window_bits=10")).isFalse();
        assertThat(accepts("permessage-deflate; server_max_window_bits=10, permessage-deflate"))
                .isTrue();
        assertThat(
                        accepts(
                                "permessage-deflate; client_max_window_bits; server_max_window_bits=\"15\""))
                .isTrue();
        assertThat(accepts("permessage-deflate; client_max_window_bits=7")).isFalse();
        assertThat(accepts("permessage-deflate; strength=11")).isFalse();
        assertThat(accepts("x-webkit-deflate-frame")).isFalse();
    }

    private static boolean accepts(String offers) {
        return DeflateOffer.isAcceptable(java.util.List.of(offers));
    }
}
