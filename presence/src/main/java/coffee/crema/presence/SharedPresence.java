package coffee.crema.presence;

import coffee.crema.realtime.hub.Hub;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Changes the shared table and tells the other nodes. Changes of one device are made one after another, so that a removal never overtakes the entry before it.
///
/// **Threading.** Any thread; does not block.
final class SharedPresence {
    private final PresenceTable table;
    private final Hub hub;
    private final PresenceMessages messages;
    private final Counter failures;
    private final ConcurrentHashMap<Slot, CompletableFuture<?>> tails = new ConcurrentHashMap<>();

    private record Slot(RoomId room, Device.Key key) {}

    SharedPresence(PresenceTable table, Hub hub, PresenceMessages messages, MeterRegistry meters) {
        this.table = table;
        this.hub = hub;
        this.messages = messages;
        this.failures =
                Counter.builder("crema.presence.table.failures")
                        .description("changes that the shared table could not take")
                        .register(meters);
    }

    /// @return the device as stored; empty when the table is away (the next comparison writes it again)
    CompletionStage<Optional<PresenceTable.Stored>> put(RoomId room, Device device) {
        return inOrder(
                        new Slot(room, device.key()),
                        () ->
                                table.put(room, device)
                                        .thenApply(stored -> {
                                            tell(room, PresenceMessages.Changed.put(stored));
                                            return Optional.of(stored);
                                        }))
                .exceptionally(failure -> {
                    failures.increment();
                    return Optional.empty();
                });
    }

    /// How a removal ended.
    enum Removal {
        /// The device is gone from the table, by this call.
        DONE,
        /// It was not there, or belongs to another node by now.
        NOT_OURS,
        /// The table is away: the device may still be in it.
        AWAY
    }

    /// Removes the device if it still belongs to its node. Never fails.
    CompletionStage<Removal> remove(RoomId room, Device device) {
        return inOrder(
                        new Slot(room, device.key()),
                        () ->
                                table.remove(room, device.key(), device.node())
                                        .thenApply(removed -> removedOrNot(room, device, removed)))
                .exceptionally(failure -> {
                    failures.increment();
                    return Removal.AWAY;
                });
    }

    private Removal removedOrNot(
            RoomId room, Device device, Optional<PresenceTable.Version> removed) {
        removed.ifPresent(
                version -> tell(room, PresenceMessages.Changed.removed(version, device.key())));
        return removed.isPresent() ? Removal.DONE : Removal.NOT_OURS;
    }

    private void tell(RoomId room, PresenceMessages.Changed change) {
        // A word that is lost is healed by the next comparison of versions.
        hub.publishEphemeral(room.channel(), messages.changed(change))
                .exceptionally(failure -> null);
    }

    private <T> CompletionStage<T> inOrder(Slot slot, Supplier<CompletionStage<T>> change) {
        var result = new CompletableFuture<T>();
        CompletableFuture<?> before = tails.put(slot, result);
        CompletionStage<?> ready =
                before == null ? CompletableFuture.completedFuture(null) : before;
        ready.whenComplete((done, failed) ->
                change.get()
                        .whenComplete((value, failure) -> {
                            tails.remove(slot, result);
                            if (failure == null) {
                                result.complete(value);
                            } else {
                                result.completeExceptionally(failure);
                            }
                        }));
        return result;
    }
}
