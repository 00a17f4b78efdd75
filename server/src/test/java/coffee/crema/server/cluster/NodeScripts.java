package coffee.crema.server.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        new Program(PLACE, Map.of(), command).run(within, heard);
    }

    /// Begins one that goes on until its input ends. What it says of errors is said by this process.
    static Process launch(String script) throws IOException {
        install();
        return new ProcessBuilder("node", script)
                .directory(PLACE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Integration tests run in several processes: the lock lets one install, and the others find it done.
    private static synchronized void install() {
        if (installed) {
            return;
        }
        try {
            Files.createDirectories(PLACE);
            try (var channel =
                            FileChannel.open(
                                    PLACE.resolveSibling("node.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                assert held.isValid();
                installLocked();
            }
            installed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void installLocked() throws IOException {
        Path done = PLACE.resolve("node_modules").resolve(".package-lock.json");
        boolean fresh = Files.exists(done) && same("package-lock.json");
        try (var files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!same(file.getFileName().toString())) {
                    Path copy = PLACE.resolve(file.getFileName());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!fresh) {
            new Program(PLACE, Map.of(), List.of("npm", "install", "--no-audit", "--no-fund"))
                    .run(INSTALL, line -> {});
        }
    }

    private static boolean same(String file) throws IOException {
        Path copy = PLACE.resolve(file);
        return Files.exists(copy) && Files.mismatch(SOURCE.resolve(file), copy) == -1;
    }
}
