package coffee.crema.realtime.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// By the programs that come with the tests.
final class BundledPostgres implements PostgresProcess {

    private final int port;
    private final Path folder;
    private EmbeddedPostgres server;

    BundledPostgres(int port) {
        this.port = port;
        try {
            this.folder = Files.createTempDirectory("crema-postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        try {
            server =
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(folder.resolve("data"))
                            .setCleanDataDirectory(false)
                            .setServerConfig("fsync", "off")
                            .setServerConfig("max_connections", "200")
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void restartIfEnded() {}

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// By its process, which is the first line of its lock file.
    @Override
    public void kill() {
        try {
            long pid =
                    Long.parseLong(
                            Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
            var process = ProcessHandle.of(pid).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
