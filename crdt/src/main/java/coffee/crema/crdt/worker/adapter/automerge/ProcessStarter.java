package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.worker.Worker;
import coffee.crema.crdt.worker.WorkerSettings;
import coffee.crema.crdt.worker.WorkerStarter;
import coffee.crema.realtime.time.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts worker processes and sees to it that none stays. The directory is made when the first one is started.
final class ProcessStarter implements WorkerStarter {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessStarter.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final int GONE_SECONDS = 10;

    /// How many calls pass between looks at a worker's memory.
    private static final int LOOK_EACH = 256;

    private final WorkerSettings settings;
    private final Scheduler scheduler;
    private final Path base;
    private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    /// Guarded by this.
    private @Nullable WorkDirectory directory;

    /// @param base where the directory of the workers is made
    ProcessStarter(WorkerSettings settings, Scheduler scheduler, Path base) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.base = base;
    }

    @Override
    public CompletionStage<Worker> start(Worker.Listener listener) {
        var process = new WorkerProcess(this, listener, scheduler);
        alive.add(process);
        if (closed) {
            alive.remove(process);
            return CompletableFuture.failedStage(new IOException("no more workers are started"));
        }
        return process.start("crema-worker-" + count.incrementAndGet());
    }

    /// A directory for one worker.
    Path place() throws IOException {
        return directory().forWorker();
    }

    WorkerCommandLine commandLine() throws IOException {
        return new WorkerCommandLine(directory(), settings.memoryBytesMax());
    }

    private synchronized WorkDirectory directory() throws IOException {
        if (directory == null) {
            directory = WorkDirectory.make(base);
        }
        return directory;
    }

    Duration startTimeout() {
        return START_TIMEOUT;
    }

    void ended(WorkerProcess process) {
        alive.remove(process);
    }

    /// Whether it has done enough calls, or its memory has grown to half of what it may have, by documents or because freed memory is in pieces.
    boolean isWorn(int calls, Process process) {
        return calls % settings.callsMax() == 0
                || (calls % LOOK_EACH == 0
                        && residentBytes(process.pid()) > settings.memoryBytesMax() / 2);
    }

    /// @return 0 where the system does not say
    private static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /// The processes of the workers that live.
    List<WorkerProcess> alive() {
        return List.copyOf(alive);
    }

    @Override
    public void close() {
        closed = true;
        var last = alive();
        last.forEach(WorkerProcess::kill);
        try {
            CompletableFuture.allOf(
                            last.stream().map(it -> it.gone).toArray(CompletableFuture<?>[]::new))
                    .orTimeout(GONE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            LOG.warn("a document worker did not end in time");
        }
        synchronized (this) {
            if (directory != null) {
                directory.close();
            }
        }
    }
}
