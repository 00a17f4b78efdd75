package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.store.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One writer: takes all work that waits, runs it in one transaction, each piece behind a savepoint, and commits once.
///
/// **Threading.** `submit` from any thread; the work, and what depends on its stages, on the lane's own thread.
final class WriteLane implements Runnable {
    /// How often a piece of work is tried alone when the database asks for another try.
    static final int TRIES_ALONE_MAX = 5;

    /// How long a row of the outbox belongs to the node that wrote it.
    static final Duration CLAIM = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(WriteLane.class);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final StoreMeters meters;
    private final Consumer<List<Outbox.Row>> committed;
    private final BlockingQueue<Piece<?>> queue;
    private final int batchMax;
    private final Thread thread;
    private volatile boolean closed;

    private static final class Piece<T> {
        final Database.Work<T> work;
        final CompletableFuture<T> stage = new CompletableFuture<>();
        private @Nullable T value;
        private @Nullable Throwable failure;

        Piece(Database.Work<T> work) {
            this.work = work;
        }

        void run(JdbiTx tx) {
            failure = null;
            value = work.run(tx);
        }

        void fail(Throwable cause) {
            failure = cause;
        }

        void complete() {
            if (failure != null) {
                stage.completeExceptionally(failure);
            } else {
                stage.complete(value);
            }
        }
    }

    WriteLane(
            String name,
            Jdbi jdbi,
            InstantSource clock,
            DatabaseSettings settings,
            StoreMeters meters,
            Consumer<List<Outbox.Row>> committed) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.meters = meters;
        this.committed = committed;
        this.queue = new ArrayBlockingQueue<>(settings.queueMax());
        this.batchMax = settings.batchMax();
        this.thread = Thread.ofPlatform().daemon().name(name).start(this);
    }

    <T> CompletionStage<T> submit(Database.Work<T> work) {
        var piece = new Piece<>(work);
        meters.writesWaiting.incrementAndGet();
        if (closed || !queue.offer(piece)) {
            meters.writesWaiting.decrementAndGet();
            meters.refused.increment();
            return CompletableFuture.failedFuture(
                    new StoreUnavailableException(
                            closed ? "the store is closed" : "too many writes wait for the store",
                            new IllegalStateException("queue of " + queue.size())));
        }
        return piece.stage;
    }

    /// Ends after what waits has been written.
    void close() throws InterruptedException {
        closed = true;
        thread.join(Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        List<Piece<?>> batch = new ArrayList<>(batchMax);
        while (!closed || !queue.isEmpty()) {
            batch.clear();
            try {
                Piece<?> first = queue.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, batchMax - 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            meters.writesWaiting.addAndGet(-batch.size());
            meters.batch.record(batch.size());
            runBatch(batch);
        }
    }

    private void runBatch(List<Piece<?>> batch) {
        try {
            meters.transaction.record(() -> transact(batch));
        } catch (RuntimeException e) {
            if (SqlFailures.isWorthAnotherTry(e)) {
                batch.forEach(this::runAlone);
            } else {
                giveUp(batch, e);
            }
        }
    }

    private void runAlone(Piece<?> piece) {
        for (int tried = 1; ; tried++) {
            meters.alone.increment();
            try {
                transact(List.of(piece));
                return;
            } catch (RuntimeException e) {
                if (!SqlFailures.isWorthAnotherTry(e) || tried >= TRIES_ALONE_MAX) {
                    giveUp(List.of(piece), e);
                    return;
                }
            }
        }
    }

    private void transact(List<Piece<?>> batch) {
        List<Outbox.Row> published = new ArrayList<>();
        jdbi.useHandle(handle -> {
            handle.begin();
            var tx = new JdbiTx(handle, clock.millis() + CLAIM.toMillis());
            try {
                for (Piece<?> piece : batch) {
                    runPiece(handle, tx, piece);
                }
                handle.commit();
            } catch (RuntimeException e) {
                rollBack(handle);
                throw e;
            }
            published.addAll(tx.published());
        });
        // Told first, so that an event is on its way no later than the answer of its command.
        if (!published.isEmpty()) {
            committed.accept(published);
        }
        batch.forEach(Piece::complete);
    }

    private static void runPiece(Handle handle, JdbiTx tx, Piece<?> piece) {
        int publishedBefore = tx.published().size();
        handle.savepoint("piece");
        try {
            piece.run(tx);
            handle.releaseSavepoint("piece");
        } catch (RuntimeException e) {
            if (SqlFailures.isConnectionLost(e) || SqlFailures.isWorthAnotherTry(e)) {
                throw e;
            }
            handle.rollbackToSavepoint("piece");
            tx.forgetPublishedFrom(publishedBefore);
            piece.fail(e);
        }
    }

    private static void rollBack(Handle handle) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            // The connection is gone, and the transaction with it.
            LOG.debug("could not roll back", e);
        }
    }

    /// The database is away: whoever waits now would only wait in vain.
    private void giveUp(List<Piece<?>> batch, RuntimeException cause) {
        meters.failed.increment();
        LOG.warn("the store did not take {} pieces of work: {}", batch.size(), cause.toString());
        List<Piece<?>> all = new ArrayList<>(batch);
        if (SqlFailures.isConnectionLost(cause)) {
            int waiting = queue.drainTo(all);
            meters.writesWaiting.addAndGet(-waiting);
        }
        var failure = new StoreUnavailableException("the store is not available", cause);
        all.forEach(piece -> piece.stage.completeExceptionally(failure));
    }
}
