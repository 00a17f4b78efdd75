package coffee.crema.realtime.broker.adapter.memory;

import java.time.Duration;

/// What the memory broker keeps at most.
///
/// @param eventsMax of a channel, 1 to 100,000
/// @param bytesMax of a channel's events, 64 KiB to 1 GiB
/// @param age how long an event is kept, 1 s to 30 days
/// @param nodeBytesMax of all channels' events, 1 MiB to 64 GiB; over it, a channel that appends drops its own oldest
/// @param channelsMax 1 to 10,000,000; over it, channels that nobody follows are forgotten, the longest unused first
/// @param keysMax idempotency keys of a channel, 1 to 1,000,000; over it the oldest are forgotten
/// @param deliveriesMax that may wait for a channel's listener, 16 to 1,000,000; over it they are lost and the listener is told so
public record MemoryBrokerLimits(
        int eventsMax,
        long bytesMax,
        Duration age,
        long nodeBytesMax,
        int channelsMax,
        int keysMax,
        int deliveriesMax) {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;

    public MemoryBrokerLimits {
        within("eventsMax", eventsMax, 1, 100_000);
        within("bytesMax", bytesMax, 64 * KIB, GIB);
        within("age in ms", age.toMillis(), 1_000, Duration.ofDays(30).toMillis());
        within("nodeBytesMax", nodeBytesMax, MIB, 64 * GIB);
        within("channelsMax", channelsMax, 1, 10_000_000);
        within("keysMax", keysMax, 1, 1_000_000);
        within("deliveriesMax", deliveriesMax, 16, 1_000_000);
    }

    /// 1,000 events or 1 MiB of a channel for an hour, 256 MiB in all, 100,000 channels.
    public static MemoryBrokerLimits defaults() {
        return new MemoryBrokerLimits(
                1_000, MIB, Duration.ofHours(1), 256 * MIB, 100_000, 10_000, 10_000);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "memory broker: %s must be %d to %d, not %d".formatted(name, min, max, value));
        }
    }
}
