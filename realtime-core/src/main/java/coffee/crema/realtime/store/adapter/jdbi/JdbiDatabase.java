package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The store on SQLite or PostgreSQL.
///
/// Writes are gathered by {@link WriteLane}s: one for SQLite, several for PostgreSQL, where work of one lane name always meets the same writer. Reads have threads and
/// connections of their own.
public final class JdbiDatabase implements Database {

    /// How long work that waits may go on when the store closes.
    private static final Duration CLOSING_MAX = Duration.ofSeconds(5);

    private final Connections writing;
    private final Connections reading;
    private final List<WorkQueue<Piece<?>>> lanes = new ArrayList<>();
    private final WorkQueue<Piece<?>> reads;
    private final List<Thread> threads = new ArrayList<>();
    private final OutboxWriter outboxWriter;
    private final StoreMeters meters;
    private volatile Outbox.@Nullable Listener events;

    private JdbiDatabase(
            DatabaseSettings settings, NodeId node, InstantSource clock, MeterRegistry registry) {
        this.meters = new StoreMeters(registry);
        this.outboxWriter = new OutboxWriter(node, clock);
        this.reads = new WorkQueue<>(settings.queueMax());
        var dialect = Dialect.of(settings);
        this.writing = Connections.forWriting(dialect, settings);
        try {
            this.reading = Connections.forReading(dialect, settings);
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
        startWriters(settings, dialect);
        startReaders(settings, dialect);
    }

    /// Brings the schema up to date and opens the store; blocks while it does.
    ///
    /// @param node whose events this store's outbox holds
    /// @param migrations Flyway locations of all modules, for example `classpath:db/migration/core`
    /// @throws StoreUnavailableException when the database cannot be reached, or its schema not be brought up to date
    public static JdbiDatabase open(
            DatabaseSettings settings,
            NodeId node,
            List<String> migrations,
            InstantSource clock,
            MeterRegistry registry) {
        Dialect.of(settings).prepare(settings);
        Migrations.run(settings, migrations);
        return new JdbiDatabase(settings, node, clock, registry);
    }

    private void startWriters(DatabaseSettings settings, Dialect dialect) {
        var commits = new GroupCommit(writing, dialect, outboxWriter, meters);
        for (int i = 0; i < settings.writers(); i++) {
            var queue = new WorkQueue<Piece<?>>(settings.queueMax());
            lanes.add(queue);
            meters.watch("write-" + i, queue);
            start(
                    "crema-store-write-" + i,
                    new WriteLane(queue, commits, settings.piecesMax(), meters, new Events()));
        }
    }

    private void startReaders(DatabaseSettings settings, Dialect dialect) {
        meters.watch("read", reads);
        for (int i = 0; i < settings.readers(); i++) {
            start("crema-store-read-" + i, new Reader(reads, reading, dialect, meters));
        }
    }

    private void start(String name, Runnable body) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(body));
    }

    @Override
    public <T> CompletionStage<T> write(String lane, Work<T> work) {
        return offer(
                lanes.get(Math.floorMod(lane.hashCode(), lanes.size())), new Piece<>(lane, work));
    }

    @Override
    public <T> CompletionStage<T> read(Work<T> work) {
        return offer(reads, new Piece<>("", work));
    }

    /// Asks the database for an answer.
    ///
    /// @return fails with {@link coffee.crema.realtime.store.StoreUnavailableException} when there is none
    public CompletionStage<Void> probe() {
        return read(tx -> JdbiTx.handle(tx).createQuery("select 1").mapTo(Integer.class).one())
                .thenAccept(one -> {});
    }

    private <T> CompletionStage<T> offer(WorkQueue<Piece<?>> queue, Piece<T> piece) {
        if (!queue.offer(piece)) {
            meters.refused.increment();
            piece.unavailable(
                    new StoreUnavailableException(
                            "the store is closed, or too much work waits for it"));
        }
        return piece.stage;
    }

    NodeId node() {
        return outboxWriter.node();
    }

    /// See {@link Outbox#listen}.
    void listen(Outbox.Listener listener) {
        events = listener;
    }

    /// Writes what waits, for at most 5 s, then closes; work that is left fails.
    @Override
    public void close() {
        lanes.forEach(WorkQueue::close);
        reads.close();
        long deadline = System.nanoTime() + CLOSING_MAX.toNanos();
        try {
            for (Thread thread : threads) {
                var left = Duration.ofNanos(deadline - System.nanoTime());
                if (left.isNegative() || !thread.join(left)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        reading.close();
        writing.close();
    }

    /// Before there is a listener, nobody needs to be told: it begins by reading the table.
    private final class Events implements Outbox.Listener {
        @Override
        public void committed(List<Outbox.Row> rows) {
            var listener = events;
            if (listener != null) {
                listener.committed(rows);
            }
        }

        @Override
        public void uncertain() {
            var listener = events;
            if (listener != null) {
                listener.uncertain();
            }
        }
    }
}
