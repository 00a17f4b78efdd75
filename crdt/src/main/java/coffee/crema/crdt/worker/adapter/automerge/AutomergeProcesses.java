package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.worker.Foreman;
import coffee.crema.crdt.worker.WorkerSettings;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// {@link AutomergeWorkers} in processes that this server starts. None is started before the first call.
public final class AutomergeProcesses {
    private AutomergeProcesses() {}

    public static AutomergeWorkers open(
            WorkerSettings settings, Scheduler scheduler, MeterRegistry meters) {
        Path base = Path.of(System.getProperty("java.io.tmpdir"));
        return open(settings, scheduler, meters, new ProcessStarter(settings, scheduler, base));
    }

    static AutomergeWorkers open(
            WorkerSettings settings,
            Scheduler scheduler,
            MeterRegistry meters,
            ProcessStarter starter) {
        return new Foreman(
                settings,
                starter,
                new ThrowAwayExaminer(starter, settings, scheduler),
                scheduler,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("crema-foreman").factory()),
                Executors.newVirtualThreadPerTaskExecutor(),
                meters);
    }
}
