package coffee.crema.server.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the node is started with.
public final class NodeStart {
    private final Path dir;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> jvmOptions =
            new ArrayList<>(
                    List.of(
                            "-XX:+UseSerialGC",
                            "-Xmx384m",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow"));
    private int port;

    NodeStart(Path dir) {
        this.dir = dir;
        set("crema.database.url", "jdbc:sqlite:" + dir.resolve("crema.db"));
    }

    public NodeStart set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public NodeStart postgres(String url, String user, String password) {
        set("crema.database.url", url);
        set("crema.database.user", user);
        return set("crema.database.password", password);
    }

    public NodeStart redis(String uri) {
        return set("crema.redis.uri", uri);
    }

    /// Instead of a free one: to come back where a node was before.
    public NodeStart port(int chosen) {
        port = chosen;
        return this;
    }

    public NodeStart jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /// Starts and waits until it is ready.
    public NodeProcess start() {
        NodeProcess node = launch();
        node.awaitReady();
        return node;
    }

    /// The packaged node, which is what people run; when a test runs without the package (from an IDE), its classes.
    private static List<String> program() {
        String jar = System.getProperty("crema.jar");
        return jar == null
                ? List.of(
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "coffee.crema.server.CremaServer")
                : List.of("-jar", jar);
    }

    /// Starts, and leaves it to the caller to see what becomes of it.
    public NodeProcess launch() {
        int at = port == 0 ? NodeProcess.freePort() : port;
        settings.putIfAbsent("crema.listen.port", Integer.toString(at));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(program());
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            Path log = Files.createTempFile(Files.createDirectories(dir), "node-", ".log");
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("CREMA_"));
            return new NodeProcess(builder.start(), at, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
