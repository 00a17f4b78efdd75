package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// Prints the numbers of docs/adr/0012-worker-processes.md. Run its `main` with the tests' class path on a quiet machine.
final class WorkersMeasurement {
    private static final List<Change> TYPED = JavaScriptDocuments.read().typing().parsed();
    private static final int DOCUMENTS = 100;
    private static final int ROUNDS = 5;

    private WorkersMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        Path dir = Files.createTempDirectory("crema-measurement-");
        for (int round = 0; round < ROUNDS; round++) {
            try (var site = new Site(Site.settings(), dir)) {
                long since = System.nanoTime();
                Site.await(site.workers.apply(Site.document(), Site.EMPTY, TYPED.subList(0, 1)));
                System.out.printf("first answer, nothing started before: %.0f ms%n", ms(since));
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(site::isStaffed);
                memory(site);
                for (int batch : new int[] {1, 5, 25}) {
                    calls(site, batch);
                }
                deaths(site);
            }
        }
        WorkDirectory.remove(dir);
    }

    private static double ms(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e6;
    }

    private static void memory(Site site) throws Exception {
        for (long pid : site.pids()) {
            Path status = Path.of("/proc", "" + pid, "status");
            System.out.println(
                    Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmSize"))
                            .toList());
        }
    }

    /// Whole documents typed in batches, one call at a time.
    private static void calls(Site site, int batch) {
        var each = new ArrayList<Double>();
        int changes = 0;
        long start = System.nanoTime();
        for (int document = 0; document < 20; document++) {
            DocumentId id = Site.document();
            for (int from = 0; from < TYPED.size(); from += batch) {
                var some = TYPED.subList(from, Math.min(TYPED.size(), from + batch));
                long since = System.nanoTime();
                Site.await(site.workers.apply(id, Site.EMPTY, some));
                each.add((System.nanoTime() - since) / 1e3);
                changes += some.size();
            }
        }
        double[] sorted = each.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "batch %d: %.1f us a change; a call p50 %.0f us, p99 %.0f us%n",
                batch,
                (System.nanoTime() - start) / 1e3 / changes,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100]);
    }

    /// One of two workers is killed; a change for each of a hundred documents.
    private static void deaths(Site site) {
        List<DocumentId> ids = Stream.generate(Site::document).limit(DOCUMENTS).toList();
        ids.forEach(id -> Site.await(site.workers.apply(id, Site.EMPTY, TYPED.subList(0, 50))));
        var history = Site.history(TYPED.subList(0, 50));
        ProcessHandle.of(site.pids().getFirst()).ifPresent(ProcessHandle::destroyForcibly);
        long since = System.nanoTime();
        List<CompletionStage<Double>> calls =
                ids.stream()
                        .map(id ->
                                site.workers
                                        .apply(id, history, TYPED.subList(50, 51))
                                        .thenApply(_ -> ms(since)))
                        .toList();
        double[] took = calls.stream().mapToDouble(Site::await).sorted().toArray();
        System.out.printf(
                "%d calls after kill -9: p50 %.0f ms, the last but one %.0f ms, the last (under way) %.0f ms %s%n",
                DOCUMENTS,
                took[DOCUMENTS / 2],
                took[DOCUMENTS - 2],
                took[DOCUMENTS - 1],
                Arrays.stream(took).filter(t -> t > 100).count() + " over 100 ms");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(site::isStaffed);
        long deadly = System.nanoTime();
        var batch = new ArrayList<>(TYPED.subList(50, 75));
        batch.add(12, Crafted.DEADLY);
        Site.await(site.workers.apply(ids.getFirst(), history, batch));
        System.out.printf(
                "a batch of 26 with one deadly change is judged in %.0f ms%n", ms(deadly));
    }
}
