package coffee.crema.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A PostgreSQL of its own, on the server's core, gone with the run. As root it runs as the user `postgres`, since it refuses root.
final class PostgresProcess implements AutoCloseable {
    private static final String USER = "crema";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    PostgresProcess(Path folder) {
        Path data = folder.resolve("postgres");
        try {
            Files.createDirectory(data);
            if (isRoot()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                run(List.of("chown", "postgres", data.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(
                asPostgres(
                        List.of(
                                binary("initdb"),
                                "-D",
                                data.toString(),
                                "-U",
                                USER,
                                "-A",
                                "trust",
                                "-E",
                                "UTF8")));
        process =
                ServerProcess.start(
                        "postgres",
                        port,
                        asPostgres(
                                List.of(
                                        binary("postgres"),
                                        "-D",
                                        data.toString(),
                                        "-p",
                                        Integer.toString(port),
                                        "-h",
                                        "127.0.0.1",
                                        "-k",
                                        "")));
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String user() {
        return USER;
    }

    ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void close() {
        process.kill();
    }

    private static boolean isRoot() {
        return Objects.equals(System.getProperty("user.name"), "root");
    }

    private static List<String> asPostgres(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        var whole =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=postgres",
                                "--regid=postgres",
                                "--clear-groups"));
        whole.addAll(command);
        return whole;
    }

    /// On the PATH, or where Debian keeps them.
    private static String binary(String name) {
        try {
            if (Files.isDirectory(DEBIAN)) {
                try (var versions = Files.list(DEBIAN)) {
                    var found =
                            versions.map(version -> version.resolve("bin").resolve(name))
                                    .filter(Files::isExecutable)
                                    .sorted()
                                    .toList();
                    if (!found.isEmpty()) {
                        return found.getLast().toString();
                    }
                }
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        try {
            var started = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(
                            started.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            if (started.waitFor() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed:\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
