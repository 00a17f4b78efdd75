package coffee.crema.crdt.document;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds documents for those who may read them; everyone else is told that there is none. Any thread.
final class Lookup {

    /// A document that the caller may read.
    record Found(DocumentInfo info, Access access) {}

    private final Database database;
    private final DocumentStore store;
    private final Map<String, DocumentPolicy> policies;

    Lookup(Database database, DocumentStore store, Collection<DocumentPolicy> policies) {
        this.database = database;
        this.store = store;
        this.policies =
                policies.stream()
                        .collect(Collectors.toMap(DocumentPolicy::kind, Function.identity()));
    }

    /// @return fails with `not_found`
    CompletionStage<Found> find(Principal who, DocumentId id) {
        return database.read(tx -> store.find(tx, id))
                .thenCompose(found -> {
                    DocumentInfo info = found.orElseThrow(Lookup::none);
                    return access(who, info).thenApply(access -> new Found(info, access));
                })
                .thenApply(found -> {
                    if (!found.access().mayRead()) {
                        throw none();
                    }
                    return found;
                });
    }

    CompletionStage<Access> access(Principal who, DocumentInfo info) {
        return policy(info)
                .map(policy -> policy.access(who, info))
                .orElseGet(() -> CompletableFuture.completedStage(Access.NONE));
    }

    /// Empty for a kind that no feature of this node owns: a deleted document is of one.
    Optional<DocumentPolicy> policy(DocumentInfo info) {
        return Optional.ofNullable(policies.get(info.kind()));
    }

    static RejectedException none() {
        return RejectedException.of(ErrorCode.NOT_FOUND, "there is no such document");
    }
}
