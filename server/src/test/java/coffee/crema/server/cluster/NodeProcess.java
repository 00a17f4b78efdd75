package coffee.crema.server.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A real node in a JVM of its own. In development mode, on a free port of the loopback interface, unless told otherwise.
///
/// ```java
/// try (var node = NodeProcess.node(dir).redis(uri).set("crema.drain.spread", "1s").start()) { … }
/// ```
public final class NodeProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final int port;
    private final Path log;

    NodeProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /// @param dir for the SQLite file and the log; kept after the end
    public static NodeStart node(Path dir) {
        return new NodeStart(dir);
    }

    /// @throws AssertionError with all that it printed, when it ends or is not ready in time
    public void awaitReady() {
        try {
            await().atMost(READY_WITHIN)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> isReady() || !isAlive());
        } catch (RuntimeException late) {
            close();
            throw new AssertionError("not ready in time:\n" + log(), late);
        }
        if (!isAlive()) {
            throw new AssertionError("the node did not start:\n" + log());
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI ws() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// The names of its threads.
    public List<String> threads() {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var asked =
                    new ProcessBuilder(jcmd, Long.toString(pid()), "Thread.print")
                            .redirectErrorStream(true)
                            .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("\""))
                    .map(line -> line.substring(1, line.lastIndexOf('"')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Everything that it printed so far.
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isReady() {
        try {
            return get("/health/readiness").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// The sum of the samples whose line in `/prometheus` begins so, 0 when there are none.
    public double metric(String prefix) {
        return get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /// A development token.
    public String token(String user) {
        try {
            JsonNode answer = JSON.readTree(get("/dev/token?user=" + user).body());
            return answer.get("token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param headers names and values in turn
    public HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(http().resolve(path)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /// @param method for example `POST`
    /// @param json the body, or empty for none
    public HttpResponse<String> request(
            String method, String path, String json, String... headers) {
        var request =
                HttpRequest.newBuilder(http().resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// SIGKILL: no goodbye to anyone.
    public void kill9() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /// SIGTERM: the node drains.
    public void terminate() {
        process.destroy();
    }

    /// SIGSTOP: alive for the system, dead for everyone else.
    public void pause() {
        signal("STOP");
    }

    /// SIGCONT, after {@link #pause}.
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, "" + pid()).start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " failed with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public CompletableFuture<Process> exited() {
        return process.onExit();
    }

    /// @return the exit code
    public int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + atMost + ":\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill9();
        }
    }
}
