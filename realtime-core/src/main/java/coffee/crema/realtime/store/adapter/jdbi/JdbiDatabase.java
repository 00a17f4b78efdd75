package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/// The store on SQLite or PostgreSQL.
///
/// Writes are gathered by {@link WriteLane}s: one for SQLite, several for PostgreSQL, where work of one lane name always meets the same writer. Reads run on virtual threads with connections
/// of their own.
public final class JdbiDatabase implements Database {
    private final DatabaseSettings settings;
    private final Pools pools;
    private final Jdbi reading;
    private final List<WriteLane> lanes;
    private final StoreMeters meters;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Consumer<List<Outbox.Row>>> committed = new CopyOnWriteArrayList<>();

    private JdbiDatabase(
            DatabaseSettings settings, Pools pools, InstantSource clock, MeterRegistry registry) {
        this.settings = settings;
        this.pools = pools;
        this.meters = new StoreMeters(registry);
        this.reading = pools.reading();
        Jdbi writing = pools.writing();
        this.lanes =
                IntStream.range(0, settings.sqlite() ? 1 : settings.lanes())
                        .mapToObj(i ->
                                new WriteLane(
                                        "crema-store-" + i,
                                        writing,
                                        clock,
                                        settings,
                                        meters,
                                        this::tell))
                        .toList();
    }

    /// Opens the store and brings its schema up to date; blocks while it does.
    ///
    /// @param migrations Flyway locations of all modules, for example `classpath:db/migration/core`
    public static JdbiDatabase open(
            DatabaseSettings settings,
            List<String> migrations,
            InstantSource clock,
            MeterRegistry registry) {
        return new JdbiDatabase(settings, Pools.open(settings, migrations), clock, registry);
    }

    @Override
    public <T> CompletionStage<T> write(String lane, Work<T> work) {
        return lanes.get(Math.floorMod(lane.hashCode(), lanes.size())).submit(work);
    }

    @Override
    public <T> CompletionStage<T> read(Work<T> work) {
        if (meters.readsWaiting.incrementAndGet() > settings.queueMax()) {
            meters.readsWaiting.decrementAndGet();
            meters.refused.increment();
            return CompletableFuture.failedFuture(
                    new StoreUnavailableException(
                            "too many reads wait for the store",
                            new IllegalStateException("over " + settings.queueMax())));
        }
        var result = new CompletableFuture<T>();
        readers.execute(() -> {
            try {
                result.complete(meters.read.record(() -> readNow(work)));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            } finally {
                meters.readsWaiting.decrementAndGet();
            }
        });
        return result;
    }

    private <T> T readNow(Work<T> work) {
        try {
            return reading.withHandle(handle -> work.run(new JdbiTx(handle, 0)));
        } catch (RuntimeException e) {
            if (SqlFailures.isConnectionLost(e)) {
                meters.failed.increment();
                throw new StoreUnavailableException("the store is not available", e);
            }
            throw e;
        }
    }

    /// See {@link Outbox#onCommitted}.
    void onCommitted(Consumer<List<Outbox.Row>> listener) {
        committed.add(listener);
    }

    private void tell(List<Outbox.Row> rows) {
        committed.forEach(listener -> listener.accept(rows));
    }

    /// Writes what waits, then closes.
    @Override
    public void close() {
        try {
            for (WriteLane lane : lanes) {
                lane.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readers.shutdown();
        pools.close();
    }
}
