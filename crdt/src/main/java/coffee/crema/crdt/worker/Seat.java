package coffee.crema.crdt.worker;

import coffee.crema.crdt.DocumentId;
import java.util.ArrayDeque;

/// A document at a worker.
final class Seat {
    /// Measured with Automerge 0.0.7: a small document, and a small change of history.
    private static final long DOCUMENT_BYTES = 20 * 1024;

    private static final long CHANGE_BYTES = 1_400;
    private static final int CHUNK_FACTOR = 2;

    final DocumentId document;

    /// Of the native copy: one number for each time the document is opened.
    final long copy;

    final Slot slot;

    /// Until the copy is loaded.
    final ArrayDeque<Task> waiting = new ArrayDeque<>();

    boolean open;

    /// Whether the history was asked for and has not come.
    boolean fetching;

    int underWay;
    long bytes = DOCUMENT_BYTES;

    Seat(DocumentId document, long copy, Slot slot) {
        this.document = document;
        this.copy = copy;
        this.slot = slot;
        slot.copyBytes += bytes;
    }

    void grew(int changes, long chunkBytes) {
        long more = changes * CHANGE_BYTES + CHUNK_FACTOR * chunkBytes;
        bytes += more;
        slot.copyBytes += more;
    }
}
