package coffee.crema.server.cluster;

import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A member in a process of its own, which a test may stop (SIGSTOP). It comes back once after it was closed.
final class DistantMember implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private DistantMember(Process process) {
        this.process = process;
        lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// @param last the text of the event after which it has heard everything
    static DistantMember start(URI ws, String user, String room, String last) {
        try {
            return new DistantMember(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    DistantMember.class.getName(),
                                    ws.toString(),
                                    Tokens.of(user),
                                    room,
                                    last)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next thing that happened to it.
    String next() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// What runs in the process of its own.
    public static void main(String[] args) {
        URI ws = URI.create(args[0]);
        String room = args[2];
        try (var client = new WsClient(WireFormat.JSON, args[1])) {
            client.connected(ws);
            client.ask("room.join", Map.of("room", room, "role", "observer"));
            say("joined");
            say("closed " + client.closed().join().code());
            JsonNode ack = client.connected(ws);
            boolean recovered =
                    ack.get("channels").get("room:" + room).get("recovered").asBoolean();
            int before = client.received().size();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            client.received().stream()
                                    .skip(before)
                                    .anyMatch(one ->
                                            recovered ? isNote(one, args[3]) : isSnapshot(one)));
            say("back " + (recovered ? "by position" : "by snapshot") + client.violations());
        }
    }

    private static boolean isNote(Received one, String text) {
        return one.name().equals("app.note") && one.data().path("text").asText().equals(text);
    }

    private static boolean isSnapshot(Received one) {
        return one.type().equals("snapshot") && one.channel().startsWith("room:");
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
