package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.Editor;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What an append costs: 3,000 changes a second in group commits, as 1,600 sheets marked by one change each, and as one document typed into by ten. By hand: `AppendCost [postgres] [seed]`.
final class AppendCost {

    private static final int RATE = 3_000;
    private static final int SECONDS = 10;

    private final Log log;
    private final Random random;

    private AppendCost(Log log, long seed) {
        this.log = log;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        long seed = given.isEmpty() ? 1 : Long.parseLong(given.getLast());
        DatabaseSettings settings =
                given.contains("postgres")
                        ? Log.postgres()
                        : Log.sqlite(Files.createTempDirectory(Path.of("."), "append-cost"));
        try (var log = new Log(settings, "cost")) {
            var cost = new AppendCost(log, seed);
            cost.run("warm-up, 1,600 documents", 1_600, 1);
            cost.run("1,600 documents, 1 change an append", 1_600, 1);
            cost.run("10 documents, 8 changes an append", 10, 8);
            cost.compaction();
        }
        System.exit(0);
    }

    private void run(String name, int documents, int changesEach) {
        var ids = new ArrayList<DocumentId>();
        var editors = new ArrayList<Editor>();
        for (int i = 0; i < documents; i++) {
            ids.add(log.document());
            editors.add(new Editor("%032x".formatted(random.nextLong())));
        }
        int appends = RATE * SECONDS / changesEach;
        long[] tookNanos = new long[appends];
        var stages = new ArrayList<CompletableFuture<?>>(appends);
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long writer = writersCpu();
        long making = 0;
        long start = System.nanoTime();
        for (int i = 0; i < appends; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) * changesEach / RATE;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(200_000);
            }
            int index = random.nextInt(documents);
            long made = threadCpu();
            var changes = editors.get(index).edits(changesEach);
            making += threadCpu() - made;
            int number = i;
            long asked = System.nanoTime();
            stages.add(
                    log.database
                            .write(
                                    ids.get(index).value(),
                                    tx -> log.store.append(tx, ids.get(index), changes, Log.ANN, 1))
                            .whenComplete((_, _) -> tookNanos[number] = System.nanoTime() - asked)
                            .toCompletableFuture());
        }
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();
        long took = System.nanoTime() - start;
        long spent = system.getProcessCpuTime() - cpu - making;
        long written = writersCpu() - writer;
        Arrays.sort(tookNanos);
        System.out.printf(
                "%s: %.0f changes/s, CPU %.1f us a change, of it %.1f of the writers, p50 %.1f ms, p99 %.1f ms%n",
                name,
                appends * changesEach / (took / 1e9),
                spent / 1e3 / (appends * changesEach),
                written / 1e3 / (appends * changesEach),
                tookNanos[appends / 2] / 1e6,
                tookNanos[appends * 99 / 100] / 1e6);
    }

    private void compaction() {
        DocumentId id = log.document();
        var editor = new Editor("%032x".formatted(random.nextLong()));
        for (int i = 0; i < 5; i++) {
            log.append(id, editor.edits(1_000));
        }
        long start = System.nanoTime();
        var due = log.read(tx -> log.store.uncompacted(tx, id, 5_000)).orElseThrow();
        long read = System.nanoTime();
        var snapshot = due.pack();
        long packed = System.nanoTime();
        log.yes(tx -> log.store.compact(tx, snapshot));
        long written = System.nanoTime();
        log.load(id);
        long loaded = System.nanoTime();
        System.out.printf(
                "a snapshot of 5,000 changes (%d KiB of %d): read %.1f ms, pack %.1f ms, write %.1f ms; load %.1f ms%n",
                snapshot.packedBytes() >> 10,
                log.stats(id).bytes() >> 10,
                (read - start) / 1e6,
                (packed - read) / 1e6,
                (written - packed) / 1e6,
                (loaded - written) / 1e6);
    }

    /// Of the threads that write, without what compiles and collects.
    private static long writersCpu() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().contains("store-write"))
                .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId()))
                .sum();
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
