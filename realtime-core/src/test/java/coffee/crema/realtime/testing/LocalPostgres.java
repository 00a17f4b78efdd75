package coffee.crema.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// By the programs of this machine. PostgreSQL refuses to run as root: then it runs as `postgres`.
final class LocalPostgres implements PostgresProcess {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path programs;
    private final int port;
    private final Path folder;
    private final Path log;
    private Process process;

    LocalPostgres(Path programs, int port) {
        this.programs = programs;
        this.port = port;
        try {
            this.folder = Files.createTempDirectory("crema-postgres");
            this.log = folder.resolveSibling(folder.getFileName() + ".log");
            if (ROOT) {
                run(List.of("chown", PostgresServer.USER, folder.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(
                as(
                        "initdb",
                        "--pgdata=" + data(),
                        "--username=" + PostgresServer.USER,
                        "--auth=trust",
                        "--no-sync",
                        "--encoding=UTF8",
                        "--locale=C"));
    }

    @Override
    public void start() {
        try {
            process =
                    new ProcessBuilder(
                                    as(
                                            "postgres",
                                            "-D",
                                            data(),
                                            "-p",
                                            Integer.toString(port),
                                            "-h",
                                            "127.0.0.1",
                                            "-k",
                                            folder.toString(),
                                            "-c",
                                            "fsync=off",
                                            "-c",
                                            "max_connections=200"))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(log.toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void restartIfEnded() {
        if (!process.isAlive()) {
            start();
        }
    }

    /// A fast shutdown (SIGINT): open transactions are undone.
    @Override
    public void stop() {
        signal("INT");
        awaitEnd();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            signal("QUIT");
            awaitEnd();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalPostgres::delete);
            delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /// `setpriv` becomes the program, so that the process is PostgreSQL itself.
    private List<String> as(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (ROOT) {
            command.addAll(
                    List.of(
                            "setpriv",
                            "--reuid=" + PostgresServer.USER,
                            "--regid=" + PostgresServer.USER,
                            "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private void signal(String name) {
        run(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run(List<String> command) {
        try {
            Process one =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(log.toFile()))
                            .start();
            if (one.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
