package coffee.crema.crdt;

import coffee.crema.realtime.identity.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Who may do what with one kind of document. A feature that owns a kind brings one.
///
/// It is asked when somebody opens a document, and asked again on every node when `Documents.accessChanged` is
/// called, or a role in the document's room changes; the answer acts on live sockets within 1 s.
///
/// **Threading.** Any thread; must not block.
public interface DocumentPolicy {

    /// The kind, for example `sheet`.
    String kind();

    /// @return fails with {@link coffee.crema.realtime.wire.RejectedException} `unavailable` when it cannot be known now; then the socket keeps what it
    ///   had, and is asked about again
    CompletionStage<Access> access(Principal who, DocumentInfo document);

    /// Whether somebody who may read the document may delete it for good.
    default CompletionStage<Boolean> mayDelete(Principal who, DocumentInfo document) {
        return CompletableFuture.completedStage(false);
    }

    /// Changes were stored by this node. Called after the commit, in the document's turn; at least once for each change.
    default void changed(DocumentInfo document, List<Change> stored) {}
}
