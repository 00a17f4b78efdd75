package coffee.crema.realtime.store;

import java.time.Duration;

/// What the relay holds and how patient it is.
///
/// @param rowsMax own rows held in memory, 1 to 1,000,000
/// @param bytesMax of their data, 64 KiB to 1 GiB; one gathering of commits may go over it
/// @param pageRows read from the table, or removed from it, at once; 1 to 1,000
/// @param underWayMax publishes under way at once, 1 to 10,000
/// @param retry after a failed publish, read or removal, 1 ms to 10 s
/// @param refusalsMax how often in succession the broker may refuse a row, other than by being away, before the row is given up; 1 to 1,000
/// @param removeAfter how long published rows are gathered before they are removed, 1 ms to 1 s
/// @param sweep how often to look for rows that others left, give or take a quarter; 50 ms to 60 s
/// @param orphanedAfter the age from which rows of a dead node are taken over, 100 ms to 60 s
/// @param neglectedAfter the age from which rows of a living node are taken over, 1 s to 10 min
/// @param takenOverMax nodes whose rows are taken over at once, 1 to 1,000
public record OutboxLimits(
        int rowsMax,
        long bytesMax,
        int pageRows,
        int underWayMax,
        Duration retry,
        int refusalsMax,
        Duration removeAfter,
        Duration sweep,
        Duration orphanedAfter,
        Duration neglectedAfter,
        int takenOverMax) {

    private static final long KIB = 1024;
    private static final long GIB = KIB * KIB * KIB;

    public OutboxLimits {
        within("rowsMax", rowsMax, 1, 1_000_000);
        within("bytesMax", bytesMax, 64 * KIB, GIB);
        within("pageRows", pageRows, 1, 1_000);
        within("underWayMax", underWayMax, 1, 10_000);
        within("retry in ms", retry.toMillis(), 1, 10_000);
        within("refusalsMax", refusalsMax, 1, 1_000);
        within("removeAfter in ms", removeAfter.toMillis(), 1, 1_000);
        within("sweep in ms", sweep.toMillis(), 50, 60_000);
        within("orphanedAfter in ms", orphanedAfter.toMillis(), 100, 60_000);
        within("neglectedAfter in ms", neglectedAfter.toMillis(), 1_000, 600_000);
        within("takenOverMax", takenOverMax, 1, 1_000);
    }

    /// 10,000 rows or 32 MiB held; a sweep a second; 2 s for the dead, 30 s for the living.
    public static OutboxLimits defaults() {
        return new OutboxLimits(
                10_000,
                32 * KIB * KIB,
                200,
                256,
                Duration.ofMillis(100),
                20,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                64);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "outbox: %s must be %d to %d, not %d".formatted(name, min, max, value));
        }
    }
}
