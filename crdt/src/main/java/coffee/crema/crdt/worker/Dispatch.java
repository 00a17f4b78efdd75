package coffee.crema.crdt.worker;

import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.time.Scheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings each task to the worker that holds its document, opens documents, and brings what a worker did not do to another.
///
/// **Threading.** Everything here happens in one serial turn; what workers say is handed over to it.
final class Dispatch implements Worker.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final WorkerSettings settings;
    private final Scheduler scheduler;
    private final Executor turn;
    private final WorkerMeters meters;
    private final Crew crew;
    private final Seats seats;
    private final Openings openings;
    private final Suspects suspects;

    /// Tasks that wait for a worker to be there.
    private final ArrayDeque<Task> parked = new ArrayDeque<>();

    /// All tasks that have no answer; bounded by the foreman.
    private final Set<Task> open = new HashSet<>();

    private boolean closed;

    Dispatch(
            WorkerSettings settings,
            WorkerStarter starter,
            Examiner examiner,
            Scheduler scheduler,
            Executor turn,
            WorkerMeters meters) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.turn = untilTheEnd(turn);
        this.meters = meters;
        this.seats = new Seats(meters);
        this.openings = new Openings(settings, seats, scheduler, this.turn);
        this.suspects = new Suspects(examiner, scheduler, this.turn, this::route, meters);
        this.crew =
                new Crew(
                        settings.workers(),
                        starter,
                        this,
                        scheduler,
                        this.turn,
                        this::staffed,
                        meters);
    }

    /// After the end nobody waits for what would be done.
    private static Executor untilTheEnd(Executor executor) {
        return work -> {
            try {
                executor.execute(work);
            } catch (RejectedExecutionException e) {
                LOG.debug("the workers have stopped");
            }
        };
    }

    void take(Task task) {
        open.add(task);
        task.whenAnswered(() -> turn.execute(() -> open.remove(task)));
        route(task);
    }

    private void route(Task task) {
        if (closed) {
            task.fail(Replies.stopped());
            return;
        }
        if (suspects.answered(task)) {
            return;
        }
        Task.@Nullable Subject subject = task.subject().orElse(null);
        Optional<Seat> seat = subject == null ? Optional.empty() : seats.find(subject.document());
        Slot slot = seat.map(held -> held.slot).or(crew::leastBusy).orElse(null);
        if (slot == null) {
            park(task);
        } else if (subject == null) {
            ask(slot, task, 0);
        } else if (seat.isPresent()) {
            askAt(seat.get(), task);
        } else {
            openings.open(subject, slot).waiting.add(task);
        }
    }

    private void askAt(Seat seat, Task task) {
        if (!seat.open) {
            seat.waiting.add(task);
        } else if (ask(seat.slot, task, seat.copy)) {
            seat.underWay++;
        }
    }

    private boolean ask(Slot slot, Task task, long copy) {
        byte[] payload = task.payload();
        var request = new Request(task.command(), copy, payload, settings.timeout(payload.length));
        Worker worker = slot.worker;
        if (worker == null || !worker.offer(new Errand.Ask(task, copy, request))) {
            // It has ended, and we shall hear of it.
            park(task);
            return false;
        }
        return true;
    }

    private void park(Task task) {
        crew.staff();
        parked.add(task);
        scheduler.after(
                settings.patience(),
                () ->
                        turn.execute(() -> {
                            if (parked.remove(task)) {
                                meters.unavailable.increment();
                                task.fail(Replies.unavailable("no document worker is there"));
                            }
                        }));
    }

    private void staffed() {
        var tasks = List.copyOf(parked);
        parked.clear();
        tasks.forEach(this::route);
    }

    private void loaded(Errand.Load load, Reply reply) {
        seats.find(load.document(), load.copy())
                .ifPresent(seat -> {
                    if (!reply.isOk()) {
                        LOG.error("the stored history of a document is refused by Automerge");
                        seats.leave(seat, settings)
                                .forEach(task ->
                                        task.fail(
                                                Replies.unavailable(
                                                        "the document cannot be opened")));
                    } else if (load.last()) {
                        seat.open = true;
                        while (!seat.waiting.isEmpty()) {
                            askAt(seat, seat.waiting.remove());
                        }
                        makeRoom(seat.slot);
                    }
                });
    }

    private void makeRoom(Slot slot) {
        for (Seat seat : seats.tooMany(slot, settings.nativeBytesMax())) {
            meters.evictions.increment();
            seats.leave(seat, settings);
        }
    }

    void forget(DocumentId document) {
        seats.find(document)
                .filter(seat -> seat.open)
                .ifPresent(seat -> {
                    if (seat.underWay == 0) {
                        seats.leave(seat, settings);
                    }
                });
    }

    @Override
    public void replied(Worker worker, Worker.Job job, Reply reply) {
        turn.execute(() -> {
            switch ((Errand) job) {
                case Errand.Free _ -> {}
                case Errand.Load load -> loaded(load, reply);
                case Errand.Ask ask -> answered(ask, reply);
            }
        });
    }

    private void answered(Errand.Ask ask, Reply reply) {
        Optional<Seat> seat =
                ask.task().subject().flatMap(about -> seats.find(about.document(), ask.copy()));
        seat.ifPresent(held -> held.underWay--);
        switch (ask.task()) {
            case Task.Question question -> question.answer().complete(reply);
            case Task.Application application -> {
                if (reply.isOk() && Batch.isIn(application.changes(), reply.body())) {
                    seat.ifPresent(held -> {
                        seats.grew(
                                held, application.changes().size(), ask.request().payload().length);
                        makeRoom(held.slot);
                    });
                    suspects.sound(application);
                } else {
                    seat.map(held -> seats.leave(held, settings))
                            .ifPresent(tasks -> tasks.forEach(this::route));
                    suspects.unsound(application, reply);
                }
            }
        }
    }

    @Override
    public void worn(Worker worker) {
        turn.execute(() -> exchange(worker));
    }

    /// Without one that stands by the old one goes on; it asks again later.
    private void exchange(Worker worker) {
        crew.placeOf(worker)
                .filter(_ -> crew.hasSpare())
                .ifPresent(slot -> {
                    List<Task> tasks = leaveAll(slot);
                    crew.exchange(slot);
                    tasks.forEach(this::route);
                });
    }

    @Override
    public void ended(
            Worker worker, Death death, Optional<Worker.Job> underWay, List<Worker.Job> waiting) {
        turn.execute(() -> over(worker, death, underWay, waiting));
    }

    private void over(
            Worker worker, Death death, Optional<Worker.Job> underWay, List<Worker.Job> waiting) {
        var tasks = new ArrayList<Task>();
        for (Worker.Job job : waiting) {
            if (job instanceof Errand.Ask ask) {
                tasks.add(ask.task());
            }
        }
        crew.placeOf(worker).ifPresent(slot -> tasks.addAll(leaveAll(slot)));
        if (death != Death.CLOSED && death != Death.RETIRED) {
            LOG.warn("a document worker ended: {}", death.tag());
        }
        crew.ended(worker, death);
        underWay.ifPresent(job -> suspect((Errand) job, tasks));
        tasks.addAll(parked);
        parked.clear();
        tasks.forEach(this::route);
    }

    private List<Task> leaveAll(Slot slot) {
        var tasks = new ArrayList<Task>();
        for (Seat seat : seats.at(slot)) {
            tasks.addAll(seats.leave(seat, settings));
        }
        return tasks;
    }

    /// @param tasks what is to be done elsewhere; those of a document whose history is suspect are taken out
    private void suspect(Errand errand, List<Task> tasks) {
        if (closed) {
            return;
        }
        switch (errand) {
            case Errand.Free _ -> {}
            case Errand.Ask ask -> suspects.examine(ask.task());
            case Errand.Load load -> {
                List<Task> of =
                        tasks.stream()
                                .filter(task ->
                                        task.subject()
                                                .filter(it -> it.document().equals(load.document()))
                                                .isPresent())
                                .toList();
                tasks.removeAll(of);
                suspects.examineHistory(load.document(), of);
            }
        }
    }

    void close() {
        closed = true;
        crew.close();
        List.copyOf(open).forEach(task -> task.fail(Replies.stopped()));
    }
}
