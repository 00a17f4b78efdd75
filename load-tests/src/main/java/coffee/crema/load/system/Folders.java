package coffee.crema.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where things are, whether this runs in the project's folder (`./crema bench`) or in the module's (a test).
public final class Folders {
    private static final Path LOAD_TESTS =
            Files.isDirectory(Path.of("load-tests")) ? Path.of("load-tests") : Path.of("");

    private Folders() {}

    /// What the peers from npm are made of.
    public static Path peers() {
        return LOAD_TESTS.resolve("peers");
    }

    /// Results and the logs of the servers; not kept by git.
    public static Path output() {
        try {
            return Files.createDirectories(LOAD_TESTS.resolve("target/bench"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
