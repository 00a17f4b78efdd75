package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.testing.RedisServer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces, to a collector that is a small HTTP server which keeps what it is sent.
class TelemetryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir Path dir;

    @Test
    void spans_reach_the_collector_and_log_lines_carry_the_trace() throws Exception {
        try (var collector = new Collector();
                var redis = RedisServer.start();
                var node =
                        NodeProcess.node(dir)
                                .set("crema.log", "json")
                                .set("crema.telemetry.endpoint", collector.address())
                                .redis(redis.uri().toString())
                                .start()) {
            String bearer = "Bearer " + node.token("ann");
            String room = "{\"id\":\"r\",\"type\":\"cupping\",\"title\":\"Secret lot 7\"}";
            String parent = "00-" + CALLER + "-00f067aa0ba902b7-01";
            assertThat(
                            node.request(
                                            "POST",
                                            "/api/v1/rooms",
                                            room,
                                            "Authorization",
                                            bearer,
                                            "traceparent",
                                            parent)
                                    .statusCode())
                    .isEqualTo(201);
            await("the caller's trace goes on here")
                    .atMost(PATIENCE)
                    .until(() -> collector.holds(CALLER));
            assertThat(collector.text()).contains("crema").contains("/api/v1/rooms");

            redis.kill();
            String path = "/api/v1/channels/room:r/events";
            String order = "{\"event\":\"app.order\",\"data\":{\"note\":\"Secret lot 7\"}}";
            await().atMost(PATIENCE)
                    .until(() ->
                            node.request("POST", path, order, "Authorization", bearer).statusCode()
                                    == 503);
            String trace = line(node, "was answered unavailable").path("trace_id").asText();
            assertThat(trace).matches("[0-9a-f]{32}").isNotEqualTo(CALLER);
            await("the trace of the log line").atMost(PATIENCE).until(() -> collector.holds(trace));
            assertThat(node.log()).doesNotContain("Secret lot 7").doesNotContain(bearer);
            assertThat(collector.text()).doesNotContain("Secret lot 7").doesNotContain(bearer);
        }
    }

    @Test
    void without_a_collector_nothing_is_traced() {
        try (var redis = RedisServer.start();
                var node =
                        NodeProcess.node(dir)
                                .set("crema.log", "json")
                                .redis(redis.uri().toString())
                                .start()) {
            redis.kill();
            String bearer = "Bearer " + node.token("ann");
            String order = "{\"event\":\"app.order\",\"data\":{}}";
            await().atMost(PATIENCE)
                    .until(() ->
                            node.request(
                                                    "POST",
                                                    "/api/v1/channels/user-ann/events",
                                                    order,
                                                    "Authorization",
                                                    bearer)
                                            .statusCode()
                                    >= 400);
            assertThat(node.log()).doesNotContain("trace_id");
            assertThat(node.threads()).isNotEmpty().noneMatch(name -> name.contains("BatchSpan"));
        }
    }

    private static JsonNode line(NodeProcess node, String words) throws JsonProcessingException {
        String line =
                node.log()
                        .lines()
                        .filter(one -> one.contains(words))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(node.log()));
        return JSON.readTree(line);
    }

    /// Takes OTLP over HTTP. What it keeps are the bytes: ids are in them as they are, and so are texts.
    private static final class Collector implements AutoCloseable {
        private final HttpServer server;
        private final List<byte[]> sent = new CopyOnWriteArrayList<>();

        Collector() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/v1/traces",
                    exchange -> {
                        boolean packed =
                                "gzip"
                                        .equals(
                                                exchange.getRequestHeaders()
                                                        .getFirst("Content-Encoding"));
                        var body = exchange.getRequestBody();
                        sent.add((packed ? new GZIPInputStream(body) : body).readAllBytes());
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        String text() {
            var all = new StringBuilder();
            sent.forEach(one -> all.append(new String(one, StandardCharsets.ISO_8859_1)));
            return all.toString();
        }

        boolean holds(String hexId) {
            byte[] id = HexFormat.of().parseHex(hexId);
            return text().contains(new String(id, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
