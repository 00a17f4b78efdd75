package coffee.crema.presence.adapter.memory;

import coffee.crema.presence.Device;
import coffee.crema.presence.PresenceTable;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.rooms.RoomId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The table of a node that runs alone. An empty room takes no memory: its next life goes on counting from the number of all changes, which is never less than where its
/// last life ended.
public final class MemoryPresenceTable implements PresenceTable {
    /// Memory has one life: that of this table.
    private final String epoch = UUID.randomUUID().toString();

    private final Map<RoomId, Room> rooms = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /// Guarded by the map's lock of its key.
    private final class Room {
        long count;
        final Map<Device.Key, Device> devices = new LinkedHashMap<>();
        final Map<Device.Key, String> states = new HashMap<>();

        Room(long count) {
            this.count = count;
        }

        Version version() {
            return new Version(epoch, count);
        }
    }

    @Override
    public CompletionStage<Stored> put(RoomId room, Device device) {
        var result = new CompletableFuture<Stored>();
        rooms.compute(
                room,
                (id, present) -> {
                    Room entry = present == null ? new Room(changes.get()) : present;
                    Device before = entry.devices.get(device.key());
                    entry.count++;
                    changes.incrementAndGet();
                    var stored =
                            new Device(
                                    device.key(),
                                    device.node(),
                                    device.name(),
                                    device.role(),
                                    before == null ? device.sinceMs() : before.sinceMs(),
                                    entry.count);
                    entry.devices.put(device.key(), stored);
                    result.complete(new Stored(entry.version(), stored));
                    return entry;
                });
        return result;
    }

    @Override
    public CompletionStage<Optional<Version>> remove(RoomId room, Device.Key key, NodeId owner) {
        var result = new CompletableFuture<Optional<Version>>();
        rooms.compute(
                room,
                (id, entry) -> {
                    Device before = entry == null ? null : entry.devices.get(key);
                    if (entry == null || before == null || !before.node().equals(owner)) {
                        result.complete(Optional.empty());
                        return entry;
                    }
                    entry.devices.remove(key);
                    entry.states.remove(key);
                    entry.count++;
                    changes.incrementAndGet();
                    result.complete(Optional.of(entry.version()));
                    return entry.devices.isEmpty() ? null : entry;
                });
        return result;
    }

    @Override
    public CompletionStage<Void> keepState(RoomId room, Device.Key key, String json) {
        rooms.computeIfPresent(
                room,
                (id, entry) -> {
                    if (entry.devices.containsKey(key)) {
                        entry.states.put(key, json);
                    }
                    return entry;
                });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Loaded> load(RoomId room) {
        var result = new CompletableFuture<Loaded>();
        rooms.compute(
                room,
                (id, entry) -> {
                    result.complete(
                            entry == null
                                    ? new Loaded(new Version(epoch, 0), List.of(), Map.of())
                                    : new Loaded(
                                            entry.version(),
                                            List.copyOf(entry.devices.values()),
                                            entry.states));
                    return entry;
                });
        return result;
    }

    @Override
    public CompletionStage<Map<RoomId, Version>> versions(Collection<RoomId> asked) {
        var result = new HashMap<RoomId, Version>();
        for (RoomId room : asked) {
            Room entry = rooms.get(room);
            if (entry == null) {
                result.put(room, new Version(epoch, 0));
            } else {
                rooms.computeIfPresent(
                        room,
                        (id, e) -> {
                            result.put(room, e.version());
                            return e;
                        });
            }
        }
        return CompletableFuture.completedFuture(result);
    }
}
