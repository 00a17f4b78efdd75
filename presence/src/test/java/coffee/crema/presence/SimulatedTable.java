package coffee.crema.presence;

import coffee.crema.presence.adapter.memory.MemoryPresenceTable;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.rooms.RoomId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// One node's way to the shared table, with its faults: calls are late, or fail before or after they had their effect.
final class SimulatedTable implements PresenceTable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LATENESS_MS_MAX = 30;

    /// The table that all nodes share; it may lose its memory.
    static final class Shared {
        private PresenceTable table = new MemoryPresenceTable();

        void loseMemory() {
            table = new MemoryPresenceTable();
        }
    }

    private final Shared shared;
    private final VirtualScheduler time;
    private final Random random;
    private boolean cut;

    SimulatedTable(Shared shared, VirtualScheduler time, Random random) {
        this.shared = shared;
        this.time = time;
        this.random = random;
    }

    void cut(boolean now) {
        cut = now;
    }

    @Override
    public CompletionStage<Stored> put(RoomId room, Device device) {
        return call(table -> table.put(room, device));
    }

    @Override
    public CompletionStage<Optional<Version>> remove(RoomId room, Device.Key key, NodeId owner) {
        return call(table -> table.remove(room, key, owner));
    }

    @Override
    public CompletionStage<Void> keepState(RoomId room, Device.Key key, String json) {
        return call(table -> table.keepState(room, key, json));
    }

    @Override
    public CompletionStage<Loaded> load(RoomId room) {
        return call(table -> table.load(room));
    }

    @Override
    public CompletionStage<Map<RoomId, Version>> versions(Collection<RoomId> rooms) {
        return call(table -> table.versions(rooms));
    }

    private <T> CompletionStage<T> call(Function<PresenceTable, CompletionStage<T>> effect) {
        var answer = new CompletableFuture<T>();
        time.after(
                TIMEOUT,
                () ->
                        answer.completeExceptionally(
                                new BrokerUnavailableException(
                                        "cut off", new IllegalStateException("cut off"))));
        later(() -> {
            if (!cut) {
                T value = effect.apply(shared.table).toCompletableFuture().getNow(null);
                later(() -> {
                    if (!cut) {
                        answer.complete(value);
                    }
                });
            }
        });
        return answer;
    }

    private void later(Runnable task) {
        time.after(Duration.ofMillis(random.nextInt(LATENESS_MS_MAX)), task);
    }
}
