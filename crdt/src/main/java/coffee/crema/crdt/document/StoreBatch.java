package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore.Addition;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.document.Intake.Entry;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one transaction does for a batch: the document itself if it is new, its changes, and the event that tells other nodes.
///
/// @param born whether the document is in the store already
record StoreBatch(DocumentParts parts, DocumentInfo info, boolean born, List<Entry> batch)
        implements Database.Work<List<Stored>> {

    /// Somebody else made the document first.
    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenException() {
            super("the document's id is taken", null, false, false);
        }
    }

    static boolean wasTaken(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TakenException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Stored> run(Tx tx) {
        if (!born && !parts.store().create(tx, info)) {
            throw new TakenException();
        }
        long nowMs = parts.time().millis();
        List<Addition> additions =
                batch.stream().map(entry -> new Addition(entry.change(), entry.author())).toList();
        List<Stored> stored = parts.store().append(tx, info.id(), additions, nowMs);
        if (!stored.isEmpty() && !parts.services.alone()) {
            tx.publish(
                    info.id().channel(),
                    parts.events().event(DocumentEvent.CHANGED, event(stored)));
        }
        return stored;
    }

    private static DocumentEvent.Changed event(List<Stored> stored) {
        long bytes = 0;
        for (Stored row : stored) {
            bytes += row.change().chunk().length;
        }
        return bytes > DocumentLimits.EVENT_BYTES_MAX
                ? DocumentEvent.Changed.elsewhere()
                : new DocumentEvent.Changed(
                        stored.stream().map(row -> row.change().chunk()).toList(),
                        stored.stream().map(row -> row.author().value()).distinct().toList());
    }
}
