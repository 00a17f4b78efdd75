package coffee.crema.crdt.document;

import java.time.Duration;

/// The limits of live documents; how large one may be is the store's to say ({@link coffee.crema.crdt.DocumentStore.Limits}). A value out of its range is refused with a sentence.
///
/// @param liveMax documents in memory on this node, 16 to 1,000,000; over it nothing new is opened
/// @param gatherWindow changes that come within it are validated, stored and sent on together, 0 to 250 ms; after a longer silence at once
/// @param batchChangesMax of one such batch, 1 to 2,000: what one append takes ({@link coffee.crema.crdt.DocumentStore.Limits#additionsMax})
/// @param batchBytesMax of one such batch, 64 KiB to 16 MiB; one change may be larger
/// @param cachedBytesMax newest changes of one document kept in memory, 0 to 16 MiB; others are read from the store when somebody lacks them
/// @param linger how long a document stays after its last reader, 0 to 10 minutes
/// @param retries how often a batch is tried when the store or the workers are away, 1 to 100; then its senders are closed as `overloaded`
/// @param retryAfter between two tries, 1 ms to 10 s
public record DocumentLimits(
        int liveMax,
        Duration gatherWindow,
        int batchChangesMax,
        int batchBytesMax,
        int cachedBytesMax,
        Duration linger,
        int retries,
        Duration retryAfter) {

    /// Changes of one document that wait for others they depend on.
    static final int WAITING_CHANGES_MAX = 20_000;

    /// The same in bytes.
    static final long WAITING_BYTES_MAX = 8L * 1024 * 1024;

    /// Changes of the server's own that one document has waiting; over it the newest is refused as `unavailable`.
    static final int EDITS_WAITING_MAX = 128;

    /// Documents whose heads in the store are remembered, so that they are not worked out anew from the whole log.
    static final int HEADS_KNOWN_MAX = 20_000;

    /// Messages of one client that wait until it is known what it may do.
    static final int HELD_MESSAGES_MAX = 64;

    /// Tasks that may wait for a document's turn.
    static final int MAILBOX_MAX = 8192;

    /// Changes from other nodes that this node's worker has not seen yet; over it the worker begins anew from the store.
    static final int UNAPPLIED_MAX = 2000;

    /// What one event between nodes carries of changes, in bytes; the rest is read from the store.
    static final int EVENT_BYTES_MAX = 40_000;

    /// Heads in an event to followers; beyond it they are left out.
    static final int NOTICE_HEADS_MAX = 200;

    /// What one event to followers carries of changes, in bytes: in Base64, and with as many heads as may be, it fits into an event.
    static final int NOTICE_BYTES_MAX = 32_000;

    /// How many sessions of ephemeral messages a document remembers.
    static final int EPHEMERAL_SESSIONS_MAX = 4096;

    public DocumentLimits {
        within("liveMax", liveMax, 16, 1_000_000);
        within("gatherWindow in ms", gatherWindow.toMillis(), 0, 250);
        within("batchChangesMax", batchChangesMax, 1, 2_000);
        within("batchBytesMax", batchBytesMax, 64 * 1024, 16 << 20);
        within("cachedBytesMax", cachedBytesMax, 0, 16 << 20);
        within("linger in ms", linger.toMillis(), 0, 600_000);
        within("retries", retries, 1, 100);
        within("retryAfter in ms", retryAfter.toMillis(), 1, 10_000);
    }

    public static DocumentLimits defaults() {
        return new DocumentLimits(
                20_000,
                Duration.ofMillis(40),
                1000,
                1 << 20,
                128 * 1024,
                Duration.ofSeconds(30),
                20,
                Duration.ofMillis(500));
    }

    /// The same, with other bounds of memory and of time.
    public DocumentLimits with(int documents, Duration window, Duration afterLastReader) {
        return new DocumentLimits(
                documents,
                window,
                batchChangesMax,
                batchBytesMax,
                cachedBytesMax,
                afterLastReader,
                retries,
                retryAfter);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "documents: %s must be %d to %d, not %d".formatted(name, min, max, value));
        }
    }
}
