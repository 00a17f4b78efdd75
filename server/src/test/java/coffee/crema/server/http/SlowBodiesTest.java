package coffee.crema.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.server.LocalNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests whose bodies come slowly, or never.
class SlowBodiesTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/api/v1/rooms";

    /// Netty takes memory in chunks of 4 MiB. Were each byte to keep what it was read into, it would be hundreds.
    private static final long HELD_MAX = 32L * 1024 * 1024;

    @TempDir static Path dir;
    private static LocalNode node;
    private static String token;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir, "crema.limits.body-timeout=" + LIMIT.toMillis() + "ms");
        token = node.token("ann");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_body_that_stops_is_answered_408_and_the_connection_closed() throws IOException {
        double before = late();
        try (Socket socket = request("Content-Length: 100", token)) {
            long begun = System.nanoTime();
            send(socket, "{\"type\":");
            String answer = readAll(socket);
            assertThat(System.nanoTime() - begun).isGreaterThan(LIMIT.toNanos() / 2);
            assertThat(answer)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("\"code\":\"timeout\"")
                    .contains("\"retryable\":true");
        }
        assertThat(late()).isEqualTo(before + 1);
    }

    @Test
    void a_client_that_was_told_to_continue_and_does_not_is_answered_408() throws IOException {
        try (Socket socket = request("Content-Length: 100", token, "Expect: 100-continue")) {
            assertThat(readAll(socket)).startsWith("HTTP/1.1 100 ").contains("HTTP/1.1 408 ");
        }
    }

    @Test
    void a_body_that_trickles_has_the_same_time_however_often_a_byte_comes() throws Exception {
        try (Socket socket = request("Transfer-Encoding: chunked", token)) {
            var trickle =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int i = 0; ; i++) {
                                        send(socket, "1\r\nx\r\n");
                                        if (i % 100 == 0) {
                                            Thread.sleep(5);
                                        }
                                    }
                                } catch (IOException | InterruptedException e) {
                                    // The node has closed the connection, or the test has ended.
                                }
                            });
            assertThat(readAll(socket)).startsWith("HTTP/1.1 4");
            trickle.interrupt();
            trickle.join();
        }
    }

    @Test
    void the_bytes_of_a_trickling_body_cost_no_more_than_themselves() throws IOException {
        int sockets = 50;
        int bytes = 2_000;
        var open = new ArrayList<Socket>();
        try {
            long before = used();
            for (int i = 0; i < sockets; i++) {
                Socket socket = request("Transfer-Encoding: chunked", token);
                socket.setTcpNoDelay(true);
                open.add(socket);
            }
            for (int sent = 0; sent < bytes; sent++) {
                for (Socket socket : open) {
                    send(socket, "1\r\n \r\n");
                }
            }
            assertThat(used() - before)
                    .as("bytes held for %,d of bodies", sockets * bytes)
                    .isLessThan(HELD_MAX);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void others_are_served_meanwhile_and_a_body_in_pieces_is_as_good_as_one() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                slow.add(request("Content-Length: 100", token));
            }
            assertThat(node.call("GET", "/health/readiness", "").statusCode()).isEqualTo(200);
            try (Socket socket =
                    request("Transfer-Encoding: chunked", token, "Connection: close")) {
                for (char c : "{\"type\":\"cupping\",\"title\":\"In pieces\"}".toCharArray()) {
                    send(socket, "1\r\n" + c + "\r\n");
                }
                send(socket, "0\r\n\r\n");
                assertThat(readAll(socket)).startsWith("HTTP/1.1 201 ").contains("In pieces");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void a_late_body_after_its_answer_just_ends_the_connection() throws IOException {
        double before = late();
        try (Socket socket = request("Content-Length: 100", "no token")) {
            send(socket, "{");
            assertThat(readAll(socket)).startsWith("HTTP/1.1 401 ").doesNotContain(" 408 ");
        }
        await().atMost(PATIENCE).until(() -> late() <= before + 1);
    }

    @Test
    void a_body_over_the_limit_is_refused_as_before() throws IOException {
        try (Socket socket = request("Transfer-Encoding: chunked", token, "Connection: close")) {
            String kilobyte = "400\r\n" + " ".repeat(1024) + "\r\n";
            try {
                for (int i = 0; i < 70; i++) {
                    send(socket, kilobyte);
                }
            } catch (IOException e) {
                // It has heard enough.
            }
            assertThat(readAll(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    private static long used() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
    }

    private static double late() {
        return node.bean(MeterRegistry.class).counter("crema.http.bodies.late").count();
    }

    private static Socket request(String length, String bearer, String... more) throws IOException {
        var address = node.node().address();
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        send(
                socket,
                "POST %s HTTP/1.1\r\nHost: node\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\n%s\r\n%s\r\n"
                        .formatted(
                                PATH,
                                bearer,
                                length,
                                more.length == 0 ? "" : String.join("\r\n", more) + "\r\n"));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String readAll(Socket socket) throws IOException {
        var all = new StringBuilder();
        try {
            var in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.append((char) b);
            }
        } catch (IOException e) {
            if (all.isEmpty()) {
                throw e; // A reset after the answer is as good as a close.
            }
        }
        return all.toString();
    }
}
