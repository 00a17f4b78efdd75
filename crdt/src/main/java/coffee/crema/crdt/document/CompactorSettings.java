package coffee.crema.crdt.document;

import java.time.Duration;

/// When logs are compacted, and how many at once.
///
/// @param changesFloor a document is looked at when this node has seen so many new changes of it, and compacted when at least so many are loose; 2 to 10,000
/// @param bytesFloor or so many bytes; 1 KiB to 16 MiB
/// @param changesMax loose changes put into one snapshot; what is left goes into the next; 64 to 100,000
/// @param atOnceMax snapshots made at once by this node; 1 to 16
/// @param waitingMax documents that wait for one; beyond it a document is looked at again when it has grown as much once more; 1 to 100,000
/// @param watchedMax documents whose growth is counted; beyond it the one that has not grown for the longest time is forgotten; 16 to 1,000,000
/// @param delayMax how long a document waits at most before it is looked at; the time is drawn by lot, so that nodes seldom do the same work; 1 ms to 60 s
public record CompactorSettings(
        int changesFloor,
        long bytesFloor,
        int changesMax,
        int atOnceMax,
        int waitingMax,
        int watchedMax,
        Duration delayMax) {

    private static final long KIB = 1024;

    public CompactorSettings {
        within("changesFloor", changesFloor, 2, 10_000);
        within("bytesFloor", bytesFloor, KIB, 16 * KIB * KIB);
        within("changesMax", changesMax, 64, 100_000);
        within("atOnceMax", atOnceMax, 1, 16);
        within("waitingMax", waitingMax, 1, 100_000);
        within("watchedMax", watchedMax, 16, 1_000_000);
        within("delayMax in ms", delayMax.toMillis(), 1, 60_000);
    }

    /// From 64 changes or 16 KiB on; one at a time, within 5 s.
    public static CompactorSettings defaults() {
        return new CompactorSettings(64, 16 * KIB, 5_000, 1, 1_000, 20_000, Duration.ofSeconds(5));
    }

    /// The same, with other floors and delay.
    public CompactorSettings from(int changes, long bytes, Duration delay) {
        return new CompactorSettings(
                changes, bytes, changesMax, atOnceMax, waitingMax, watchedMax, delay);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "compaction: %s must be %d to %d, not %d".formatted(name, least, most, value));
        }
    }
}
