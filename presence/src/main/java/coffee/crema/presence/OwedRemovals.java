package coffee.crema.presence;

import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Devices of this node that have left while the table was away. Nobody else will remove them as long as this node lives, and their room may have no member here any more.
///
/// **Threading.** Any thread.
final class OwedRemovals {
    /// Beyond this the table keeps them until the node ends.
    static final int OWED_MAX = 100_000;

    private final Map<Owed, Device> owed = new ConcurrentHashMap<>();
    private final Counter lost;

    private record Owed(RoomId room, Device.Key key) {}

    OwedRemovals(MeterRegistry meters) {
        lost =
                Counter.builder("crema.presence.removals.lost")
                        .description(
                                "devices that could not be removed from the table, nor remembered")
                        .register(meters);
        Gauge.builder("crema.presence.removals.owed", owed, Map::size).register(meters);
    }

    void add(RoomId room, Device device) {
        if (owed.size() < OWED_MAX) {
            owed.put(new Owed(room, device.key()), device);
        } else {
            lost.increment();
        }
    }

    /// Takes out all of them.
    void drain(BiConsumer<RoomId, Device> removal) {
        for (Owed one : List.copyOf(owed.keySet())) {
            Device device = owed.remove(one);
            if (device != null) {
                removal.accept(one.room(), device);
            }
        }
    }
}
