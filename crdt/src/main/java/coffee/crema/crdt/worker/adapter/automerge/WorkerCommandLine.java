package coffee.crema.crdt.worker.adapter.automerge;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.automerge.Document;

/// How a worker is started: the JVM of the server, the two jars (or, in a test, directories) that a worker needs, and limits.
final class WorkerCommandLine {
    /// What the JVM itself reserves of address space, heap and native library included: 365 MiB were measured, and some are to spare.
    private static final long RESERVED_BYTES = 512L << 20;

    private static final String SHELL = "/bin/sh";

    /// No core dump; no more address space than `$1` KiB; deaf to the signals of a terminal, which the server handles; the first to go when the machine is out of
    /// memory.
    private static final String LIMITS =
            """
            ulimit -c 0; ulimit -v "$1" 2>/dev/null; shift
            trap '' INT HUP TERM QUIT
            (echo 500 >/proc/$$/oom_score_adj) 2>/dev/null
            exec "$@"
            """;

    private static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms8m",
                    "-Xmx64m",
                    "-Xss512k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=24m",
                    "-XX:CompressedClassSpaceSize=16m",
                    "-XX:-UsePerfData",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:+SuppressFatalErrorMessage",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xlog:disable",
                    "-Xrs",
                    "--enable-native-access=ALL-UNNAMED");

    private final WorkDirectory directory;
    private final long memoryBytesMax;

    WorkerCommandLine(WorkDirectory directory, long memoryBytesMax) {
        this.directory = directory;
        this.memoryBytesMax = memoryBytesMax;
    }

    ProcessBuilder in(Path place) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of(SHELL))) {
            long kib = (RESERVED_BYTES + memoryBytesMax) >> 10;
            command.addAll(List.of(SHELL, "-c", LIMITS, "crema-worker", String.valueOf(kib)));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Djava.io.tmpdir=" + place);
        command.add("-Djava.library.path=" + directory.library());
        command.add("-cp");
        command.add(from(WorkerMain.class) + File.pathSeparator + from(Document.class));
        command.add(WorkerMain.class.getName());
        var builder = new ProcessBuilder(command).directory(place.toFile());
        // No secret of the server's environment is any business of a process that reads what
        // strangers send.
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("LC_ALL", "C.UTF-8");
        return builder;
    }

    /// Where a class comes from; the class is not initialized by this.
    private static Path from(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has no file for " + type, e);
        }
    }
}
