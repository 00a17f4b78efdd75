package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.AutomergeWorkers.History;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.worker.WorkerSettings;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Real worker processes, for a test.
final class Site implements AutoCloseable {
    static final SecureRandom RANDOM = new SecureRandom();
    private static final int PATIENCE_SECONDS = 120;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final SystemScheduler scheduler = new SystemScheduler("test-timer");
    final ProcessStarter starter;
    final AutomergeWorkers workers;

    Site(WorkerSettings settings, Path base) {
        starter = new ProcessStarter(settings, scheduler, base);
        workers = AutomergeProcesses.open(settings, scheduler, meters, starter);
    }

    /// As in a server, with a little more patience: tests share the machine.
    static WorkerSettings settings() {
        return with(128 << 20, Duration.ofSeconds(10), 200_000, 8 << 20);
    }

    static WorkerSettings with(
            long nativeBytesMax, Duration callTimeout, int callsMax, int answerBytesMax) {
        return settings(
                nativeBytesMax, callTimeout, Duration.ofSeconds(30), callsMax, answerBytesMax);
    }

    /// @param patience how long a call waits for a worker
    static WorkerSettings patient(Duration patience) {
        return settings(128 << 20, Duration.ofSeconds(10), patience, 200_000, 8 << 20);
    }

    private static WorkerSettings settings(
            long nativeBytesMax,
            Duration callTimeout,
            Duration patience,
            int callsMax,
            int answerBytesMax) {
        var given = WorkerSettings.defaults();
        return new WorkerSettings(
                given.workers(),
                nativeBytesMax,
                256 << 20,
                callTimeout,
                patience,
                given.waitingMax(),
                callsMax,
                answerBytesMax,
                given.examination());
    }

    static DocumentId document() {
        return DocumentId.random(RANDOM);
    }

    static History history(Collection<Change> changes) {
        List<byte[]> chunks = changes.stream().map(Change::chunk).toList();
        return () -> CompletableFuture.completedStage(chunks);
    }

    static final History EMPTY = history(List.of());

    /// What a stage fails with is thrown as it is.
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RejectedException rejected -> throw rejected;
                case null, default -> throw new AssertionError(e);
            }
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    List<Long> pids() {
        return starter.alive().stream().map(WorkerProcess::pid).toList();
    }

    /// Whether two work and one stands by.
    boolean isStaffed() {
        return starter.alive().size() == 3 && count("crema.documents.worker.alive") == 3;
    }

    double count(String name, String... tags) {
        var gauge = meters.find(name).tags(tags).gauge();
        return gauge == null ? meters.get(name).tags(tags).counter().count() : gauge.value();
    }

    @Override
    public void close() {
        workers.close();
        scheduler.close();
    }
}
