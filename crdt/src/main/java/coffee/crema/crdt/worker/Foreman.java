package coffee.crema.crdt.worker;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/// The port, made of worker processes: calls are counted, made into tasks, and handed to the {@link Dispatch}.
public final class Foreman implements AutomergeWorkers {
    private final WorkerSettings settings;
    private final Scheduler scheduler;
    private final ExecutorService turn;
    private final ExecutorService aside;
    private final WorkerMeters meters;
    private final Dispatch dispatch;
    private final WorkerStarter starter;
    private final Examiner examiner;

    /// @param turn runs one task after another; shut down at the end
    /// @param aside makes JSON of what was read; shut down at the end
    /// @param starter closed at the end, as is the examiner
    public Foreman(
            WorkerSettings settings,
            WorkerStarter starter,
            Examiner examiner,
            Scheduler scheduler,
            ExecutorService turn,
            ExecutorService aside,
            MeterRegistry registry) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.turn = turn;
        this.aside = aside;
        this.starter = starter;
        this.examiner = examiner;
        this.meters = new WorkerMeters(registry);
        this.dispatch = new Dispatch(settings, starter, examiner, scheduler, turn, meters);
    }

    @Override
    public CompletionStage<Verdict> apply(DocumentId id, History history, List<Change> changes) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedStage(new Verdict(List.of(), List.of()));
        }
        var answer = new CompletableFuture<Verdict>();
        submit(new Task.Application(new Task.Subject(id, history), List.copyOf(changes), answer));
        return answer.minimalCompletionStage();
    }

    @Override
    public CompletionStage<JsonNode> read(DocumentId id, History history, List<ChangeHash> heads) {
        byte[] payload = Payloads.read(settings.answerBytesMax(), heads);
        return ask(subject(id, history), Command.READ, payload, "heads", JsonTree::decode);
    }

    @Override
    public CompletionStage<Content> readAll(
            DocumentId id, History history, List<ChangeHash> heads) {
        byte[] payload = Payloads.read(settings.answerBytesMax(), heads);
        return ask(subject(id, history), Command.READ_ALL, payload, "heads", JsonTree::decodeAll);
    }

    @Override
    public CompletionStage<Change> initial(JsonNode content, Set<String> textPointers) {
        return checked(() -> {
            if (!content.isObject() || content.isEmpty()) {
                throw RejectedException.invalid("content", "must be an object that is not empty");
            }
            byte[] payload = JsonTree.encode("content", content, textPointers::contains);
            return ask(Optional.empty(), Command.INITIAL, payload, "content", Replies::change);
        });
    }

    @Override
    public CompletionStage<Change> edit(
            DocumentId id,
            History history,
            List<ChangeHash> heads,
            String actorHex,
            Map<String, JsonNode> sets) {
        return checked(() -> {
            byte[] payload = Payloads.edit(heads, actorHex, sets);
            return ask(subject(id, history), Command.EDIT, payload, "sets", Replies::change);
        });
    }

    private static Optional<Task.Subject> subject(DocumentId id, History history) {
        return Optional.of(new Task.Subject(id, history));
    }

    private interface Call<T> {
        CompletionStage<T> made();
    }

    private static <T> CompletionStage<T> checked(Call<T> call) {
        try {
            return call.made();
        } catch (RejectedException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /// @param field what a refusal names
    private <T> CompletionStage<T> ask(
            Optional<Task.Subject> subject,
            Command command,
            byte[] payload,
            String field,
            Function<byte[], T> reading) {
        var answer = new CompletableFuture<Reply>();
        submit(new Task.Question(subject, command, payload, answer));
        return answer.thenApplyAsync(
                        reply -> reading.apply(Replies.body(reply, field, settings)), aside)
                .minimalCompletionStage();
    }

    private void submit(Task task) {
        if (meters.waiting.incrementAndGet() > settings.waitingMax()) {
            meters.waiting.decrementAndGet();
            meters.unavailable.increment();
            task.fail(Replies.busy(settings));
            return;
        }
        long since = scheduler.nanos();
        task.whenAnswered(() -> {
            meters.waiting.decrementAndGet();
            meters.called(task.command(), scheduler.nanos() - since);
        });
        try {
            turn.execute(() -> dispatch.take(task));
        } catch (RejectedExecutionException e) {
            task.fail(Replies.stopped());
        }
    }

    @Override
    public void forget(DocumentId id) {
        try {
            turn.execute(() -> dispatch.forget(id));
        } catch (RejectedExecutionException e) {
            // the workers are gone, and with them the copy
        }
    }

    /// Ends every process and answers `unavailable` to what is under way. Blocks until the processes are gone, a few seconds at most.
    @Override
    public void close() {
        try {
            turn.execute(dispatch::close);
        } catch (RejectedExecutionException e) {
            return;
        }
        examiner.close();
        starter.close();
        turn.close();
        aside.close();
    }
}
