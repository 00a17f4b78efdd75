package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One writer: takes all work that waits, up to a batch, at most every {@link #PACE}; has it committed, or each piece alone where the batch cannot be.
///
/// **Threading.** The work, and what depends on its stages, runs on the lane's own thread.
final class WriteLane implements Runnable {

    /// How often a piece of work is tried alone when the database asks for it again.
    static final int TRIES_ALONE_MAX = 5;

    /// From the start of one transaction to that of the next, at least. A commit costs more than what most pieces do: under load so many more share it, and a lone piece still waits for
    /// nobody.
    static final Duration PACE = Duration.ofMillis(2);

    private static final Logger LOG = LoggerFactory.getLogger(WriteLane.class);

    /// Keeps the order within a lane.
    private static final Comparator<Piece<?>> BY_LANE = Comparator.comparing(piece -> piece.lane);

    private final WorkQueue<Piece<?>> queue;
    private final GroupCommit commits;
    private final int batchMax;
    private final StoreMeters meters;
    private final Outbox.Listener events;

    WriteLane(
            WorkQueue<Piece<?>> queue,
            GroupCommit commits,
            int batchMax,
            StoreMeters meters,
            Outbox.Listener events) {
        this.queue = queue;
        this.commits = commits;
        this.batchMax = batchMax;
        this.meters = meters;
        this.events = events;
    }

    @Override
    public void run() {
        try {
            for (List<Piece<?>> batch = queue.take(batchMax);
                    !batch.isEmpty();
                    batch = queue.take(batchMax)) {
                long start = System.nanoTime();
                meters.taken(batch.size());
                guarded(batch);
                rest(start);
            }
        } catch (InterruptedException e) {
            // The store closes and has waited long enough.
            fail(queue.takeAll(), new StoreUnavailableException("the store is closed", e));
        }
    }

    private static void rest(long startNanos) {
        long left = PACE.toNanos() - (System.nanoTime() - startNanos);
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    /// Whatever goes wrong, the lane goes on and nobody waits for ever.
    private void guarded(List<Piece<?>> batch) {
        try {
            write(batch);
        } catch (RuntimeException | Error e) {
            LOG.error("a writer of the store failed", e);
            fail(batch, new StoreUnavailableException("the store failed", e));
        }
    }

    /// In the order of lanes: a lane's rows stay locked until the commit, and two nodes that take the same rows must not take them crosswise.
    private void write(List<Piece<?>> taken) {
        List<Piece<?>> batch = new ArrayList<>(taken);
        batch.sort(BY_LANE);
        var outcome = commits.attempt(batch);
        if (outcome instanceof GroupCommit.Outcome.Undone undone && batch.size() > 1) {
            LOG.debug("a batch was undone: {}", undone.cause().toString());
            boolean reachable = true;
            for (Piece<?> piece : batch) {
                meters.alone.increment();
                reachable = reachable && alone(piece, commits.attempt(List.of(piece)));
                if (!reachable) {
                    fail(List.of(piece), new StoreUnavailableException("the database is away"));
                }
            }
        } else {
            // Nobody else's work is in it, so what came of it counts as a try alone.
            finish(batch, outcome);
        }
    }

    private void finish(List<Piece<?>> batch, GroupCommit.Outcome outcome) {
        if (batch.size() == 1) {
            alone(batch.getFirst(), outcome);
        } else {
            settle(batch, outcome);
        }
    }

    /// @param first what came of the first try
    /// @return false when the database is away
    private boolean alone(Piece<?> piece, GroupCommit.Outcome first) {
        var outcome = first;
        for (int tries = 1;
                outcome instanceof GroupCommit.Outcome.Undone undone
                        && isWorthAnotherTry(undone.trouble())
                        && tries < TRIES_ALONE_MAX;
                tries++) {
            meters.alone.increment();
            outcome = commits.attempt(List.of(piece));
        }
        settle(List.of(piece), outcome);
        return !(outcome instanceof GroupCommit.Outcome.Unreachable);
    }

    private static boolean isWorthAnotherTry(Trouble trouble) {
        return switch (trouble) {
            case REPEAT, LOST -> true;
            case OWN, UNABLE -> false;
        };
    }

    private void settle(List<Piece<?>> batch, GroupCommit.Outcome outcome) {
        switch (outcome) {
            case GroupCommit.Outcome.Done done -> {
                // Told first, so that an event is on its way no later than the answer of its
                // command.
                if (!done.written().isEmpty()) {
                    events.committed(done.written());
                }
                batch.forEach(Piece::settle);
            }
            case GroupCommit.Outcome.Undone undone -> {
                if (undone.trouble() == Trouble.OWN) {
                    batch.forEach(piece -> piece.undone(undone.cause()));
                    batch.forEach(Piece::settle);
                } else {
                    fail(batch, unavailable("the database cannot do it now", undone.cause()));
                }
            }
            case GroupCommit.Outcome.Unknown unknown -> {
                meters.unknown.increment();
                if (unknown.wroteEvents()) {
                    events.uncertain();
                }
                fail(batch, unavailable("the commit was not answered", unknown.cause()));
            }
            case GroupCommit.Outcome.Unreachable unreachable -> {
                // Who waits now would only wait in vain.
                var all = new ArrayList<Piece<?>>(batch);
                all.addAll(queue.takeAll());
                fail(all, unavailable("the database is away", unreachable.cause()));
            }
        }
    }

    private static StoreUnavailableException unavailable(String message, Exception cause) {
        LOG.warn("{}: {}", message, cause.toString());
        return new StoreUnavailableException(message, cause);
    }

    private void fail(List<Piece<?>> pieces, StoreUnavailableException failure) {
        meters.failed.increment(pieces.size());
        pieces.forEach(piece -> piece.unavailable(failure));
    }
}
