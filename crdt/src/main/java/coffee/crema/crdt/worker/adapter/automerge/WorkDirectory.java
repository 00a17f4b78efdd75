package coffee.crema.crdt.worker.adapter.automerge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A directory of this process's workers: one for each, and the native library once for all. What a server that was killed left is removed by the next one.
final class WorkDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);

    /// Process id and the second it began, so that a later process with the same id is not taken for it.
    private static final Pattern NAME = Pattern.compile("crema-workers-(\\d+)-(\\d+)-\\w+");

    /// As automerge-java 0.0.7 looks for it; without it each worker would unpack 7 MB.
    private static final String LIBRARY = "automerge_jni_0_2_0";

    private final Path root;
    private final Path library;

    private WorkDirectory(Path root, Path library) {
        this.root = root;
        this.library = library;
    }

    static WorkDirectory make(Path base) throws IOException {
        removeLeftBehind(base);
        var self = ProcessHandle.current();
        Path root =
                Files.createTempDirectory(
                        base, "crema-workers-" + self.pid() + "-" + startSecond(self) + "-");
        Path library = Files.createDirectory(root.resolve("lib"));
        unpackInto(library);
        return new WorkDirectory(root, library);
    }

    private static void unpackInto(Path directory) throws IOException {
        Optional<String> resource = resource();
        if (resource.isEmpty()) {
            return;
        }
        try (InputStream in =
                WorkDirectory.class.getClassLoader().getResourceAsStream(resource.get())) {
            if (in != null) {
                Files.copy(in, directory.resolve(System.mapLibraryName(LIBRARY)));
            }
        }
    }

    private static Optional<String> resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        boolean arm = machine.equals("aarch64");
        if (!arm && !machine.equals("amd64") && !machine.equals("x86_64")) {
            return Optional.empty();
        }
        String cpu = arm ? "aarch64" : "x86_64";
        if (system.startsWith("linux")) {
            return Optional.of("native/" + cpu + "-unknown-linux-gnu/libautomerge_jni.so");
        }
        if (system.startsWith("mac")) {
            return Optional.of("native/" + cpu + "-apple-darwin/libautomerge_jni.dylib");
        }
        return Optional.empty();
    }

    private static void removeLeftBehind(Path base) throws IOException {
        try (Stream<Path> all = Files.list(base)) {
            all.filter(WorkDirectory::isLeftBehind).forEach(WorkDirectory::remove);
        }
    }

    private static boolean isLeftBehind(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        try {
            long pid = Long.parseLong(name.group(1));
            String second = name.group(2);
            return ProcessHandle.of(pid).filter(it -> startSecond(it).equals(second)).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String startSecond(ProcessHandle process) {
        return String.valueOf(
                process.info().startInstant().map(Instant::getEpochSecond).orElse(0L));
    }

    /// Where the native library is.
    Path library() {
        return library;
    }

    /// A new directory for one worker.
    Path forWorker() throws IOException {
        return Files.createTempDirectory(root, "worker-");
    }

    /// With all that is in it. What cannot be removed is left to the next server.
    static void remove(Path directory) {
        try {
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                                throws IOException {
                            Files.deleteIfExists(dir);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            LOG.debug(
                    "a worker's directory could not be removed: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        remove(root);
    }
}
