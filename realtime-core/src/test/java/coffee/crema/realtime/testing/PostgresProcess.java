package coffee.crema.realtime.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/// Where a PostgreSQL of the tests runs.
sealed interface PostgresProcess extends AutoCloseable
        permits LocalPostgres, ContainerPostgres, BundledPostgres {

    void start();

    /// Starts again when it ended by itself: after a kill, the first try may find that the processes of the one before still hold its memory.
    void restartIfEnded();

    void stop();

    void kill();

    @Override
    void close();

    static PostgresProcess on(int port) {
        Optional<Path> programs = programs();
        if (programs.isPresent()) {
            return new LocalPostgres(programs.get(), port);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return new ContainerPostgres(port);
        }
        return new BundledPostgres(port);
    }

    /// Where `initdb` and `postgres` are: on the PATH, or where Debian puts them, the newest.
    private static Optional<Path> programs() {
        Path debian = Path.of("/usr/lib/postgresql");
        try (Stream<Path> versions =
                Files.isDirectory(debian) ? Files.list(debian) : Stream.empty()) {
            return Stream.concat(
                            Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                                    .map(Path::of),
                            versions.sorted(Comparator.reverseOrder())
                                    .map(version -> version.resolve("bin")))
                    .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                    .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
