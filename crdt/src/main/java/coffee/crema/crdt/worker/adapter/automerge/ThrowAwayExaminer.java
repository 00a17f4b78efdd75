package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.AutomergeWorkers.History;
import coffee.crema.crdt.AutomergeWorkers.Verdict;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.worker.Command;
import coffee.crema.crdt.worker.Examiner;
import coffee.crema.crdt.worker.Replies;
import coffee.crema.crdt.worker.Reply;
import coffee.crema.crdt.worker.WorkerSettings;
import coffee.crema.crdt.worker.WorkerStarter;
import coffee.crema.realtime.time.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Examines in throw-away processes, one examination after another, each on a virtual thread that may block.
final class ThrowAwayExaminer implements Examiner {
    /// Examinations that wait; a document has one at most.
    private static final int WAITING_MAX = 256;

    private final WorkerStarter starter;
    private final WorkerSettings settings;
    private final Scheduler scheduler;
    private final ExecutorService one =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(WAITING_MAX),
                    Thread.ofVirtual().name("crema-examiner").factory());

    ThrowAwayExaminer(WorkerStarter starter, WorkerSettings settings, Scheduler scheduler) {
        this.starter = starter;
        this.settings = settings;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<Verdict> examine(History history, List<Change> changes) {
        return queued(() -> {
            long untilNanos = scheduler.nanos() + settings.examination().toNanos();
            try (var search =
                    new GuiltSearch(this::bench, chunks(history), scheduler, untilNanos)) {
                return search.verdict(changes);
            }
        });
    }

    @Override
    public CompletionStage<Reply> ask(Optional<History> history, Command command, byte[] payload) {
        return queued(() -> {
            List<byte[]> chunks = history.isPresent() ? chunks(history.get()) : List.of();
            try (Bench bench = bench()) {
                return switch (bench.load(chunks)) {
                    case Bench.Outcome.Died _ ->
                            throw Replies.unavailable("no document worker survives the document");
                    case Bench.Outcome.Answered _ ->
                            switch (bench.ask(command, payload)) {
                                case Bench.Outcome.Died _ -> Reply.no(Reply.Status.TOO_LARGE);
                                case Bench.Outcome.Answered(Reply reply) -> reply;
                            };
                };
            }
        });
    }

    @Override
    public CompletionStage<Boolean> bears(History history) {
        return queued(() -> {
            List<byte[]> chunks = chunks(history);
            try (Bench bench = bench()) {
                return bench.load(chunks) instanceof Bench.Outcome.Answered;
            }
        });
    }

    private Bench bench() {
        return Bench.start(starter, settings::timeout);
    }

    private List<byte[]> chunks(History history) throws Exception {
        try {
            return history.chunks()
                    .toCompletableFuture()
                    .get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Replies.unavailable("the history does not come");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private <T> CompletionStage<T> queued(Callable<T> work) {
        var answer = new CompletableFuture<T>();
        try {
            one.execute(() -> {
                try {
                    answer.complete(work.call());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(Replies.unavailable("too much waits to be examined"));
        }
        return answer;
    }

    /// Does not wait: its processes end with their starter.
    @Override
    public void close() {
        one.shutdownNow();
    }
}
