package coffee.crema.crdt.document;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.document.Intake.Entry;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Changes that are brought at once and answered at once (`doc.apply`): all are taken, or none. In the document's turn only.
final class Offering {
    private final LiveDocument document;
    private final DocumentParts parts;
    private final Intake intake;
    private final Pledges pledges;

    Offering(LiveDocument document, DocumentParts parts, Intake intake, Pledges pledges) {
        this.document = document;
        this.parts = parts;
        this.intake = intake;
        this.pledges = pledges;
    }

    /// To a document that was read.
    ///
    /// @param changes in causal order
    /// @param stored completed with the document's heads when all are stored
    void bring(
            Principal who,
            Access access,
            List<Change> changes,
            CompletableFuture<List<ChangeHash>> stored) {
        List<Change> fresh =
                changes.stream().filter(change -> !intake.holds(change.hash())).toList();
        RejectedException refusal = refusal(access, changes, fresh);
        if (refusal != null) {
            stored.completeExceptionally(refusal);
            return;
        }
        var hashes = new HashSet<ChangeHash>();
        changes.forEach(change -> hashes.add(change.hash()));
        var link = new Link(new Bringer(who, stored));
        for (Change change : fresh) {
            intake.offer(new Entry(change, who.user(), link, false));
        }
        pledges.add(hashes, stored);
        document.committer().wake();
    }

    private @Nullable RejectedException refusal(
            Access access, List<Change> all, List<Change> fresh) {
        DocumentInfo info = document.info();
        if (info == null || !access.mayRead()) {
            return Lookup.none();
        }
        if (!access.mayWrite()) {
            parts.meters.rightsRefused.increment();
            return info.frozen()
                    ? RejectedException.of(ErrorCode.FROZEN, "this document is frozen")
                    : RejectedException.of(ErrorCode.FORBIDDEN, "this document may only be read");
        }
        if (all.stream().anyMatch(change -> parts.bans.remembers(change.hash()))) {
            return RejectedException.of(
                    ErrorCode.CHANGE_REFUSED, "a change that no document can take");
        }
        if (!isClosed(fresh)) {
            return RejectedException.invalid(
                    "data.changes", "a change depends on one that the document does not have");
        }
        return tooLarge(fresh);
    }

    /// Hears of the changes' fate as clients of the sync door do, and of nothing else.
    private record Bringer(Principal principal, CompletableFuture<List<ChangeHash>> stored)
            implements DocumentClient {

        @Override
        public void refuse(DocumentId id, RejectedException refusal) {
            stored.completeExceptionally(refusal);
        }

        @Override
        public void close(CloseCode code) {
            stored.completeExceptionally(
                    RejectedException.of(ErrorCode.UNAVAILABLE, "the changes could not be stored"));
        }

        @Override
        public String peerId() {
            return "";
        }

        @Override
        public DocumentInfo birth(DocumentId id) {
            throw new IllegalStateException("the document is there");
        }

        @Override
        public void send(byte[] frame) {}

        @Override
        public void unavailable(DocumentId id) {}
    }

    private boolean isClosed(List<Change> fresh) {
        Set<ChangeHash> given = new HashSet<>();
        for (Change change : fresh) {
            for (ChangeHash dependency : change.dependencies()) {
                if (!given.contains(dependency) && !intake.knows(dependency)) {
                    return false;
                }
            }
            given.add(change.hash());
        }
        return true;
    }

    private @Nullable RejectedException tooLarge(List<Change> fresh) {
        DocumentStore.Limits limits = parts.store().limits();
        long bytes = fresh.stream().mapToLong(change -> change.chunk().length).sum();
        if (document.replica().bytes() + intake.bytes() + bytes > limits.bytesMax()) {
            parts.meters.sizeRefused.increment();
            return RejectedException.limit(
                    ErrorCode.TOO_LARGE, "bytes of a document", limits.bytesMax());
        }
        if (document.replica().graph().size() + fresh.size() > limits.changesMax()) {
            parts.meters.sizeRefused.increment();
            return RejectedException.limit(
                    ErrorCode.TOO_LARGE, "changes of a document", limits.changesMax());
        }
        return null;
    }
}
