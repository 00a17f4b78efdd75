package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.wire.Event;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all followers are told of one batch, each made once, when the first one is there for it. In the document's turn only.
final class Notices {
    private final DocumentParts parts;
    private final String document;
    private final @Nullable List<String> heads;
    private @Nullable Event changed;
    private @Nullable Event saved;

    Notices(DocumentParts parts, DocumentId id, Replica replica) {
        this.parts = parts;
        this.document = id.value();
        List<ChangeHash> now = replica.graph().heads();
        this.heads =
                now.size() > DocumentLimits.NOTICE_HEADS_MAX
                        ? null
                        : now.stream().map(ChangeHash::hex).toList();
    }

    Event changed(List<Change> added) {
        if (changed == null) {
            long bytes = added.stream().mapToLong(change -> change.chunk().length).sum();
            List<String> chunks =
                    bytes > DocumentLimits.NOTICE_BYTES_MAX
                            ? null
                            : added.stream()
                                    .map(Change::chunk)
                                    .map(Base64.getEncoder()::encodeToString)
                                    .toList();
            changed =
                    event(
                            DocumentNotice.CHANGED,
                            new DocumentNotice.Changed(document, heads, added.size(), chunks));
        }
        return changed;
    }

    /// Of what a follower has not heard, without the changes.
    Event missed() {
        return event(DocumentNotice.CHANGED, new DocumentNotice.Changed(document, heads, 0, null));
    }

    Event saved() {
        if (saved == null) {
            saved = event(DocumentNotice.SAVED, new DocumentNotice.Saved(document, heads));
        }
        return saved;
    }

    private Event event(String name, DocumentNotice notice) {
        return parts.events().event(name, notice);
    }
}
