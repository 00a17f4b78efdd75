package coffee.crema.realtime.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import redis.embedded.core.ExecutableProvider;

/// Where a Redis of the tests runs.
sealed interface RedisProcess extends AutoCloseable {
    void start();

    void kill();

    void pause();

    void resume();

    @Override
    void close();

    static RedisProcess newest(int port, boolean persistent) {
        Optional<Path> onPath = onPath();
        if (onPath.isPresent()) {
            return new Local(onPath.get(), port, persistent);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return new Container(port, persistent);
        }
        return new Local(bundledExecutable(), port, persistent);
    }

    /// By this machine's own program, if it knows TLS.
    static Optional<RedisProcess> withTls(int port, List<String> options) {
        return onPath().filter(RedisProcess::knowsTls)
                .map(executable -> new Local(executable, port, false, options));
    }

    private static boolean knowsTls(Path executable) {
        try {
            // Without TLS the option itself is unknown; with it the missing certificate is the
            // fault.
            Process asked =
                    new ProcessBuilder(executable.toString(), "--port", "0", "--tls-port", "1")
                            .redirectErrorStream(true)
                            .start();
            String answer =
                    new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return !answer.contains("Bad directive");
        } catch (IOException e) {
            return false;
        }
    }

    static RedisProcess bundled(int port) {
        return new Local(bundledExecutable(), port, false);
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path bundledExecutable() {
        try {
            return ExecutableProvider.newJarResourceProvider().get().toPath();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "there is no Redis for the tests: install redis-server or Docker; the bundled one does not fit this machine",
                    e);
        }
    }

    private static List<String> options(boolean persistent) {
        return persistent
                ? List.of("--save", "", "--appendonly", "yes", "--appendfsync", "everysec")
                : List.of("--save", "", "--appendonly", "no");
    }

    /// A process of this machine.
    final class Local implements RedisProcess {
        private final Path directory;
        private final List<String> command;
        private Process process;

        Local(Path executable, int port, boolean persistent) {
            this(executable, port, persistent, List.of());
        }

        Local(Path executable, int port, boolean persistent, List<String> more) {
            try {
                this.directory = Files.createTempDirectory("crema-redis");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var line =
                    new java.util.ArrayList<>(
                            List.of(
                                    executable.toString(),
                                    "--port",
                                    "" + port,
                                    "--bind",
                                    "127.0.0.1",
                                    "--dir",
                                    directory.toString()));
            line.addAll(options(persistent));
            line.addAll(more);
            this.command = List.copyOf(line);
        }

        @Override
        public void start() {
            try {
                process =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(directory.resolve("log").toFile())
                                .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Process started = process;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        }

        @Override
        public void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void pause() {
            signal("-STOP");
        }

        @Override
        public void resume() {
            signal("-CONT");
        }

        @Override
        public void close() {
            kill();
            try (var files = Files.walk(directory)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void signal(String signal) {
            try {
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .onExit()
                        .join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A container, on a fixed port so that it comes back where it was.
    final class Container implements RedisProcess {
        private static final DockerImageName IMAGE = DockerImageName.parse("redis:7.4-alpine");

        private final GenericContainer<?> container;
        private boolean created;

        Container(int port, boolean persistent) {
            var command = new java.util.ArrayList<>(List.of("redis-server"));
            command.addAll(options(persistent));
            container = new GenericContainer<>(IMAGE).withCommand(command.toArray(String[]::new));
            container.setPortBindings(List.of("127.0.0.1:" + port + ":6379"));
        }

        @Override
        public void start() {
            if (created) {
                container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
            } else {
                container.start();
                created = true;
            }
        }

        @Override
        public void kill() {
            container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
        }

        @Override
        public void pause() {
            container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
        }

        @Override
        public void resume() {
            container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
