package coffee.crema.crdt.worker;

import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers in their places, and one that stands by and takes the place of whichever ends. Only touched in the foreman's turn.
final class Crew {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final List<Slot> slots;
    private final WorkerStarter starter;
    private final Worker.Listener listener;
    private final Scheduler scheduler;
    private final Executor turn;
    private final Runnable staffed;
    private final WorkerMeters meters;
    private final RestartPace pace;
    private @Nullable Worker spare;
    private int starting;
    private boolean closed;

    /// @param staffed told when a place that was empty has a worker
    Crew(
            int workers,
            WorkerStarter starter,
            Worker.Listener listener,
            Scheduler scheduler,
            Executor turn,
            Runnable staffed,
            WorkerMeters meters) {
        this.slots = Stream.generate(Slot::new).limit(workers).toList();
        this.starter = starter;
        this.listener = listener;
        this.scheduler = scheduler;
        this.turn = turn;
        this.staffed = staffed;
        this.meters = meters;
        this.pace = new RestartPace(scheduler.nanos());
    }

    /// Starts what is missing, as fast as the pace allows.
    void staff() {
        long empty = slots.stream().filter(slot -> slot.worker == null).count();
        for (long missing = empty + (spare == null ? 1 : 0) - starting; missing > 0; missing--) {
            starting++;
            Duration delay = pace.next(scheduler.nanos());
            if (delay.isZero()) {
                start();
            } else {
                scheduler.after(delay, () -> turn.execute(this::start));
            }
        }
    }

    private void start() {
        if (closed) {
            return;
        }
        starter.start(listener)
                .whenComplete((worker, failure) -> turn.execute(() -> started(worker, failure)));
    }

    private void started(@Nullable Worker worker, @Nullable Throwable failure) {
        starting--;
        if (worker == null) {
            if (!closed) {
                LOG.warn("a document worker did not start: {}", String.valueOf(failure));
                meters.startsFailed.increment();
                pace.failed();
                staff();
            }
            return;
        }
        if (closed) {
            worker.kill();
            return;
        }
        pace.started();
        meters.alive.incrementAndGet();
        spare = worker;
        fill();
    }

    /// Puts the one that stands by into the first empty place.
    private void fill() {
        Worker ready = spare;
        for (Slot slot : slots) {
            if (ready != null && slot.worker == null) {
                slot.worker = ready;
                spare = null;
                staff();
                staffed.run();
                return;
            }
        }
        if (ready == null) {
            staff();
        }
    }

    /// The place with a worker that has least to do, and of these the one with least to hold.
    Optional<Slot> leastBusy() {
        return slots.stream()
                .filter(slot -> slot.worker != null)
                .min(
                        Comparator.<Slot>comparingInt(Slot::waiting)
                                .thenComparingLong(slot -> slot.copyBytes));
    }

    Optional<Slot> placeOf(Worker worker) {
        return slots.stream().filter(slot -> worker.equals(slot.worker)).findAny();
    }

    /// The place is filled at once if one stands by. The documents there must have left.
    void ended(Worker worker, Death death) {
        meters.alive.decrementAndGet();
        if (!closed) {
            meters.ended(death);
        }
        if (worker.equals(spare)) {
            spare = null;
        }
        placeOf(worker).ifPresent(slot -> slot.worker = null);
        if (!closed) {
            fill();
        }
    }

    boolean hasSpare() {
        return spare != null;
    }

    /// Sends away a worker; the one that stands by takes its place. The documents there must have left.
    void exchange(Slot slot) {
        Worker worn = slot.worker;
        slot.worker = null;
        if (worn != null) {
            worn.retire();
        }
        fill();
    }

    void close() {
        closed = true;
        var workers = new ArrayList<Worker>();
        for (Slot slot : slots) {
            if (slot.worker != null) {
                workers.add(slot.worker);
            }
        }
        if (spare != null) {
            workers.add(spare);
        }
        workers.forEach(Worker::kill);
    }
}
