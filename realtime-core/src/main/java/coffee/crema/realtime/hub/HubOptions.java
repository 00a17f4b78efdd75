package coffee.crema.realtime.hub;

import java.time.Duration;

/// The limits and times of the channels of a node.
///
/// @param linger how long a channel is followed after its last member has gone, 0 to 10 minutes
/// @param channelsPerMemberMax 1 to 10,000
/// @param mailboxMax tasks that may wait for one channel's turn, 64 to 1,000,000; deliveries over it are dropped and healed from the stream
public record HubOptions(
        Duration linger,
        int channelsPerMemberMax,
        int mailboxMax,
        RingOptions ring,
        RecoveryOptions recovery,
        SnapshotOptions snapshots,
        WatchOptions watch,
        RetryOptions retry) {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;

    public HubOptions {
        within("linger in ms", linger.toMillis(), 0, 600_000);
        within("channelsPerMemberMax", channelsPerMemberMax, 1, 10_000);
        within("mailboxMax", mailboxMax, 64, 1_000_000);
    }

    /// What production starts from.
    public static HubOptions defaults() {
        return new HubOptions(
                Duration.ofSeconds(10),
                128,
                8_192,
                new RingOptions(256, 256 * KIB, 64 * MIB),
                new RecoveryOptions(1_000, MIB, 1_024, 10_000, 64, Duration.ofSeconds(5)),
                new SnapshotOptions(64, 20_000, Duration.ofSeconds(10)),
                new WatchOptions(Duration.ofSeconds(2), 500, Duration.ofMillis(200)),
                new RetryOptions(Duration.ofMillis(100), Duration.ofSeconds(5), 8));
    }

    /// The newest events of a channel, kept to serve those who come back.
    ///
    /// @param eventsMax 1 to 65,536
    /// @param bytesMax of one channel, 1 KiB to 64 MiB
    /// @param nodeBytesMax of all channels, 64 KiB to 16 GiB; over it a channel that hears an event drops its own oldest
    public record RingOptions(int eventsMax, long bytesMax, long nodeBytesMax) {
        public RingOptions {
            within("ring.eventsMax", eventsMax, 1, 65_536);
            within("ring.bytesMax", bytesMax, KIB, 64 * MIB);
            within("ring.nodeBytesMax", nodeBytesMax, 64 * KIB, 16 * GIB);
        }
    }

    /// @param eventsMax that one member is sent to catch up, 1 to 1,000; above it gets a snapshot
    /// @param bytesMax the same in bytes, 1 KiB to 64 MiB
    /// @param heldEventsMax live events held back while a gap is filled, 16 to 65,536; those over it are read again
    /// @param gapEventsMax events missed by this node that are read from the broker, 1 to 1,000,000; above it members get snapshots
    /// @param readsAtOnceMax reads from the broker at the same time, 1 to 10,000; the others wait
    /// @param tailKept how long what was read for one member is kept for others, 0 to 1 minute
    public record RecoveryOptions(
            int eventsMax,
            long bytesMax,
            int heldEventsMax,
            int gapEventsMax,
            int readsAtOnceMax,
            Duration tailKept) {
        public RecoveryOptions {
            within("recovery.eventsMax", eventsMax, 1, 1_000);
            within("recovery.bytesMax", bytesMax, KIB, 64 * MIB);
            within("recovery.heldEventsMax", heldEventsMax, 16, 65_536);
            within("recovery.gapEventsMax", gapEventsMax, 1, 1_000_000);
            within("recovery.readsAtOnceMax", readsAtOnceMax, 1, 10_000);
            within("recovery.tailKept in ms", tailKept.toMillis(), 0, 60_000);
        }
    }

    /// @param atOnceMax snapshots in the making, 1 to 10,000
    /// @param waitingMax members that wait for theirs, 1 to 1,000,000; more are refused as `unavailable`
    /// @param timeout after which a snapshot has failed, 100 ms to 1 minute
    public record SnapshotOptions(int atOnceMax, int waitingMax, Duration timeout) {
        public SnapshotOptions {
            within("snapshots.atOnceMax", atOnceMax, 1, 10_000);
            within("snapshots.waitingMax", waitingMax, 1, 1_000_000);
            within("snapshots.timeout in ms", timeout.toMillis(), 100, 60_000);
        }
    }

    /// The comparison of positions that finds gaps in quiet channels.
    ///
    /// @param period 100 ms to 1 minute, jittered by a tenth
    /// @param batchMax channels compared in one call, 1 to 10,000
    /// @param settle how long a delivery may be behind before it counts as lost, 0 to 10 s
    public record WatchOptions(Duration period, int batchMax, Duration settle) {
        public WatchOptions {
            within("watch.period in ms", period.toMillis(), 100, 60_000);
            within("watch.batchMax", batchMax, 1, 10_000);
            within("watch.settle in ms", settle.toMillis(), 0, 10_000);
        }
    }

    /// Waits double from `first` to `longest`, each jittered by a half.
    ///
    /// @param first 1 ms to 10 s
    /// @param longest 1 ms to 1 minute
    /// @param triesMax for what is given up at last (a member's snapshot, the end of a follow), 1 to 100
    public record RetryOptions(Duration first, Duration longest, int triesMax) {
        public RetryOptions {
            within("retry.first in ms", first.toMillis(), 1, 10_000);
            within("retry.longest in ms", longest.toMillis(), 1, 60_000);
            within("retry.triesMax", triesMax, 1, 100);
        }
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "hub: %s must be %d to %d, not %d".formatted(name, min, max, value));
        }
    }
}
