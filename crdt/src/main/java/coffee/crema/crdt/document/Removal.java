package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Deletes documents. An id that was deleted is never used again: clients that still have the document cannot bring it back.
///
/// **Threading.** Any thread; nothing blocks.
public final class Removal {
    private final Lookup lookup;
    private final DocumentStore store;
    private final Documents documents;

    public Removal(
            Database database,
            DocumentStore store,
            Documents documents,
            Collection<DocumentPolicy> policies) {
        this.lookup = new Lookup(database, store, policies);
        this.store = store;
        this.documents = documents;
    }

    /// Whoever has it open loses it, on every node, within a second.
    ///
    /// @return fails with `not_found`, as for whoever may not read it; `forbidden`
    public CompletionStage<DocumentAnswer.Removed> remove(Request request, DocumentId id) {
        return lookup.find(request.principal(), id)
                .thenCompose(found ->
                        lookup.policy(found.info())
                                .map(policy -> policy.mayDelete(request.principal(), found.info()))
                                .orElseGet(() -> CompletableFuture.completedStage(false)))
                .thenCompose(allowed -> {
                    if (!allowed) {
                        throw RejectedException.of(
                                ErrorCode.FORBIDDEN,
                                "this document may not be deleted by this user");
                    }
                    return request.durably(
                            id.value(),
                            DocumentAnswer.Removed.class,
                            tx -> {
                                store.delete(tx, id);
                                documents.accessChanged(tx, id);
                                return new DocumentAnswer.Removed();
                            });
                });
    }
}
