package coffee.crema.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The node's own TLS.
class TlsTest {
    @TempDir static Path dir;
    private static LocalNode node;
    private static HttpClient trusting;
    private static URI address;

    @BeforeAll
    static void start() throws Exception {
        var certificate = SelfSigned.make(dir);
        node =
                LocalNode.start(
                        dir,
                        "crema.listen.tls-certificate=" + certificate.certificate,
                        "crema.listen.tls-key=" + certificate.key,
                        "crema.limits.heartbeat=7s");
        trusting = HttpClient.newBuilder().sslContext(certificate.context()).build();
        address = node.node().address();
    }

    @AfterAll
    static void stop() {
        trusting.close();
        node.close();
    }

    @Test
    void the_page_and_the_api_are_served_over_https() throws Exception {
        assertThat(address.getScheme()).isEqualTo("https");
        assertThat(get("/")).contains("<title>");
        assertThat(get("/health/readiness")).contains("UP");
        assertThat(token()).contains(".");
    }

    @Test
    void a_socket_is_opened_over_wss_and_told_the_heartbeat_that_is_set() throws Exception {
        var heard = new Heard();
        WebSocket socket =
                trusting.newWebSocketBuilder()
                        .subprotocols("crema.v1.json")
                        .buildAsync(
                                URI.create(address.toString().replace("https", "wss") + "/ws"),
                                heard)
                        .get(10, TimeUnit.SECONDS);
        socket.sendText(
                        "{\"type\":\"connect\",\"id\":1,\"data\":{\"token\":\"" + token() + "\"}}",
                        true)
                .get(10, TimeUnit.SECONDS);
        assertThat(heard.first.get(10, TimeUnit.SECONDS))
                .contains("\"type\":\"ack\"")
                .contains("\"heartbeatMs\":7000");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
        assertThat(heard.closed.get(10, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }

    @Test
    void whoever_does_not_trust_the_certificate_or_speaks_plainly_gets_nothing() throws Exception {
        try (var strict = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address.resolve("/")).build();
            assertThatThrownBy(() -> strict.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
        try (var plain = new Socket(address.getHost(), address.getPort())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("HTTP/1.1 200");
        } catch (IOException reset) {
            // As good an answer.
        }
        assertThat(get("/")).contains("<title>");
    }

    private static String token() throws Exception {
        return get("/dev/token?user=ann").replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private static String get(String path) throws Exception {
        return trusting.send(
                        HttpRequest.newBuilder(address.resolve(path)).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static final class Heard implements WebSocket.Listener {
        final CompletableFuture<String> first = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                first.complete(text.toString());
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }
    }
}
