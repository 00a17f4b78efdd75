package coffee.crema.server.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Scripts of the public JavaScript clients, run by Node.js: those of `crdt/src/test/node`, with the packages that its lock file names, in `target`.
final class NodeScripts {
    private static final Path SOURCE = Path.of("..", "crdt", "src", "test", "node");
    private static final Path PLACE = Path.of("target", "node");
    private static final Duration INSTALL = Duration.ofMinutes(3);

    private static boolean installed;

    private NodeScripts() {}

    /// Runs one to its end.
    ///
    /// @param heard what it prints, line by line, on another thread
    /// @throws AssertionError with all that it printed, when it fails or takes longer than `within`
    static void run(Duration within, Consumer<String> heard, String script, String... arguments) {
        install();
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        execute(within, heard, command);
    }

    /// Begins one that goes on until its input ends. What it says of errors is said by this process.
    static Process launch(String script) throws IOException {
        install();
        return new ProcessBuilder("node", script)
                .directory(PLACE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static synchronized void install() {
        if (installed) {
            return;
        }
        try {
            Files.createDirectories(PLACE);
            Path lock = PLACE.resolve("package-lock.json");
            boolean fresh =
                    Files.isDirectory(PLACE.resolve("node_modules"))
                            && Files.exists(lock)
                            && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) == -1;
            try (var files = Files.list(SOURCE)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            file,
                            PLACE.resolve(file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (!fresh) {
                execute(INSTALL, line -> {}, List.of("npm", "install", "--no-audit", "--no-fund"));
            }
            installed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Duration within, Consumer<String> heard, List<String> command) {
        var said = new ConcurrentLinkedQueue<String>();
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(PLACE.toFile())
                            .redirectErrorStream(true)
                            .start();
            Thread listener = Thread.startVirtualThread(() -> listen(process, said, heard));
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            listener.join(Duration.ofSeconds(5));
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        command
                                + (ended ? " failed:\n" : " did not end:\n")
                                + String.join("\n", said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Node.js and npm are needed on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void listen(Process process, Queue<String> said, Consumer<String> heard) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                heard.accept(line);
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
    }
}
