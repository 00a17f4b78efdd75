package coffee.crema.tastings.session;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.worker.WorkerSettings;
import coffee.crema.crdt.worker.adapter.automerge.AutomergeProcesses;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Real worker processes, and what else takes long to start: one for each node of all tests.
final class DocumentSite {
    private static final Map<Integer, DocumentSite> OPEN = new HashMap<>();

    final SystemScheduler clock = new SystemScheduler("test-documents");
    final ExecutorService turns =
            Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().daemon().name("test-turns-", 0).factory());
    final AutomergeWorkers workers;

    private DocumentSite() {
        var given = WorkerSettings.defaults();
        workers =
                AutomergeProcesses.open(
                        given.with(
                                1,
                                given.nativeBytesMax(),
                                given.memoryBytesMax(),
                                Duration.ofSeconds(10)),
                        clock,
                        new SimpleMeterRegistry());
        Runtime.getRuntime().addShutdownHook(new Thread(workers::close));
    }

    static synchronized DocumentSite ofNode(int node) {
        return OPEN.computeIfAbsent(node, _ -> new DocumentSite());
    }
}
