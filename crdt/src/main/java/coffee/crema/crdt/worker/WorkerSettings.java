package coffee.crema.crdt.worker;

import java.time.Duration;

/// Limits of the worker processes.
///
/// @param workers processes that hold documents; one more stands by
/// @param nativeBytesMax estimated bytes of documents held open by one worker; the ones not used longest are closed first
/// @param memoryBytesMax address space of one worker beyond what its JVM reserves; the system refuses it more, and it ends
/// @param callTimeout how long a call may take; a load gets a second more for each MiB
/// @param patience how long a call waits for a worker to be there
/// @param waitingMax calls under way at once; more are refused
/// @param callsMax after which a worker is exchanged for a fresh one
/// @param answerBytesMax of a document that is read
/// @param examination how long the changes of one call may be examined
public record WorkerSettings(
        int workers,
        long nativeBytesMax,
        long memoryBytesMax,
        Duration callTimeout,
        Duration patience,
        int waitingMax,
        int callsMax,
        int answerBytesMax,
        Duration examination) {

    private static final long MIB = 1 << 20;

    public static WorkerSettings defaults() {
        return new WorkerSettings(
                2,
                128 * MIB,
                512 * MIB,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                1_024,
                200_000,
                (int) (8 * MIB),
                Duration.ofSeconds(60));
    }

    /// These limits, with what a node's configuration says.
    public WorkerSettings with(
            int workersGiven, long nativeGiven, long memoryGiven, Duration timeoutGiven) {
        return new WorkerSettings(
                workersGiven,
                nativeGiven,
                memoryGiven,
                timeoutGiven,
                patience,
                waitingMax,
                callsMax,
                answerBytesMax,
                examination);
    }

    /// How long a call with so many bytes may take.
    public Duration timeout(long bytes) {
        return callTimeout.plusSeconds(bytes / MIB);
    }
}
