package coffee.crema.crdt.worker;

import coffee.crema.crdt.AutomergeWorkers.Refused;
import coffee.crema.crdt.AutomergeWorkers.Refused.Reason;
import coffee.crema.crdt.AutomergeWorkers.Verdict;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a worker did not survive, or did not want: who is at fault is found out apart, remembered, and not tried again. Only touched in the foreman's turn.
final class Suspects {
    private static final Logger LOG = LoggerFactory.getLogger(Suspects.class);

    /// The oldest are forgotten; they would be found out again.
    static final int GUILTY_MAX = 4_096;

    static final int QUARANTINE_MAX = 1_024;

    /// How long a document that no worker survives is kept away.
    static final Duration QUARANTINE = Duration.ofMinutes(1);

    private final Examiner examiner;
    private final Scheduler scheduler;
    private final Executor turn;
    private final Consumer<Task> route;
    private final WorkerMeters meters;
    private final Map<ChangeHash, Reason> guilty = bounded(GUILTY_MAX);
    private final Map<DocumentId, Long> quarantinedUntilNanos = bounded(QUARANTINE_MAX);

    /// @param route takes back what is found innocent
    Suspects(
            Examiner examiner,
            Scheduler scheduler,
            Executor turn,
            Consumer<Task> route,
            WorkerMeters meters) {
        this.examiner = examiner;
        this.scheduler = scheduler;
        this.turn = turn;
        this.route = route;
        this.meters = meters;
    }

    private static <K, V> Map<K, V> bounded(int max) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }

    /// Answers what need not be tried: of a document in quarantine, or with changes known to be at fault, whose others are then tried alone.
    boolean answered(Task task) {
        if (task.subject().filter(about -> isQuarantined(about.document())).isPresent()) {
            task.fail(Replies.unavailable("no document worker survives the document"));
            return true;
        }
        if (!(task instanceof Task.Application application)) {
            return false;
        }
        var refused = new LinkedHashMap<ChangeHash, Reason>();
        var rest = new ArrayList<Change>();
        for (Change change : application.changes()) {
            Reason reason = known(change, refused);
            if (reason == null) {
                rest.add(change);
            } else {
                refused.put(change.hash(), reason);
            }
        }
        if (refused.isEmpty()) {
            return false;
        }
        tryWithout(application, refused, rest);
        return true;
    }

    private @Nullable Reason known(Change change, Map<ChangeHash, Reason> refused) {
        Reason own = guilty.get(change.hash());
        if (own != null) {
            return own;
        }
        return change.dependencies().stream()
                        .anyMatch(one -> guilty.containsKey(one) || refused.containsKey(one))
                ? Reason.INVALID
                : null;
    }

    private void tryWithout(
            Task.Application application, Map<ChangeHash, Reason> refused, List<Change> rest) {
        List<Refused> verdicts = new ArrayList<>();
        refused.forEach((hash, reason) -> verdicts.add(new Refused(hash, reason)));
        if (rest.isEmpty()) {
            application.answer().complete(new Verdict(List.of(), verdicts));
            return;
        }
        var others = new Task.Application(application.about(), rest, new CompletableFuture<>());
        CompletionStage<Verdict> ofTheRest = others.answer();
        ofTheRest.whenComplete((verdict, failure) -> {
            if (verdict == null) {
                application.fail(failure);
            } else {
                verdicts.addAll(verdict.refused());
                application.answer().complete(new Verdict(verdict.accepted(), verdicts));
            }
        });
        route.accept(others);
    }

    private boolean isQuarantined(DocumentId document) {
        Long until = quarantinedUntilNanos.get(document);
        if (until == null) {
            return false;
        }
        if (scheduler.nanos() - until >= 0) {
            quarantinedUntilNanos.remove(document);
            return false;
        }
        return true;
    }

    /// All of its changes are in the document.
    void sound(Task.Application application) {
        application
                .answer()
                .complete(
                        new Verdict(
                                application.changes().stream().map(Change::hash).toList(),
                                List.of()));
    }

    /// The worker lives, but refused the changes, or some of them are not in the document afterwards. Of one change alone it is clear that it is at fault, unless it may be that
    /// the copy lacked what it depends on.
    void unsound(Task.Application application, Reply reply) {
        Change first = application.changes().getFirst();
        boolean clear = !reply.isOk() || Batch.restsOn(first, reply.body());
        if (application.changes().size() == 1 && clear) {
            conclude(
                    application,
                    new Verdict(List.of(), List.of(new Refused(first.hash(), Reason.INVALID))));
        } else {
            examine(application);
        }
    }

    /// Does the task apart.
    void examine(Task task) {
        meters.examinations.increment();
        switch (task) {
            case Task.Application application ->
                    examiner.examine(application.about().history(), application.changes())
                            .whenComplete((verdict, failure) ->
                                    turn.execute(() -> {
                                        if (verdict == null) {
                                            application.fail(cause(failure));
                                        } else {
                                            conclude(application, verdict);
                                        }
                                    }));
            case Task.Question question ->
                    examiner.ask(
                                    question.subject().map(Task.Subject::history),
                                    question.command(),
                                    question.payload())
                            .whenComplete((reply, failure) ->
                                    turn.execute(() -> {
                                        if (reply == null) {
                                            question.fail(cause(failure));
                                        } else {
                                            question.answer().complete(reply);
                                        }
                                    }));
        }
    }

    private void conclude(Task.Application application, Verdict verdict) {
        for (Refused refused : verdict.refused()) {
            meters.refused(refused.reason());
            guilty.put(refused.hash(), refused.reason());
            LOG.warn("a change is refused: {}", refused.reason());
        }
        application.answer().complete(verdict);
    }

    /// A worker ended while it loaded the document; the tasks wait until it is known whether another would too.
    void examineHistory(DocumentId document, List<Task> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        meters.examinations.increment();
        var history = tasks.getFirst().subject().orElseThrow().history();
        examiner.bears(history)
                .whenComplete((bears, failure) ->
                        turn.execute(() -> {
                            if (bears == null) {
                                tasks.forEach(task -> task.fail(cause(failure)));
                                return;
                            }
                            if (!bears) {
                                LOG.error("no document worker survives document {}", document);
                                meters.quarantined.increment();
                                quarantinedUntilNanos.put(
                                        document, scheduler.nanos() + QUARANTINE.toNanos());
                            }
                            tasks.forEach(route);
                        }));
    }

    private static Throwable cause(@Nullable Throwable failure) {
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return wrapped.getCause();
        }
        return failure == null ? new IllegalStateException("no answer") : failure;
    }
}
