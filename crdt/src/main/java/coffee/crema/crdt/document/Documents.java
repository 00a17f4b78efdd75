package coffee.crema.crdt.document;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomId;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The documents of a node: opened for clients, and read, made and changed by features.
///
/// **Threading.** Any thread; nothing blocks. Stages complete on any thread: do not block in what depends on them.
///
/// **Errors.** Stages fail with {@link RejectedException}: `not_found`, `unavailable`, `too_large`.
public final class Documents implements DocumentHistory.Contents {
    /// The channel on which nodes tell each other whose rights have changed.
    public static final ChannelName CHANNEL = new ChannelName("documents");

    /// Who the cluster is to clients: the same on every node, so that a client that moves goes on where it was.
    ///
    /// @param peerId the server's name on the wire
    /// @param storageId under which clients keep what the cluster has
    public record Self(String peerId, String storageId) {}

    /// What documents stand on.
    ///
    /// @param turns runs the serial turns: short tasks, no I/O
    /// @param alone whether no other node uses the store: then nobody has to be told what this one stored
    public record Services(
            Self self,
            Database database,
            DocumentStore store,
            AutomergeWorkers workers,
            Compactor compactor,
            Hub hub,
            Events events,
            WireMapper mapper,
            Scheduler time,
            Executor turns,
            boolean alone) {

        /// Of a node that is not alone.
        public Services(
                Self self,
                Database database,
                DocumentStore store,
                AutomergeWorkers workers,
                Compactor compactor,
                Hub hub,
                Events events,
                WireMapper mapper,
                Scheduler time,
                Executor turns) {
            this(
                    self, database, store, workers, compactor, hub, events, mapper, time, turns,
                    false);
        }
    }

    private final DocumentParts parts;
    private final LiveDocuments live;

    public Documents(
            Services services,
            Collection<DocumentPolicy> policies,
            DocumentLimits limits,
            MeterRegistry meters) {
        this.parts = new DocumentParts(services, policies, limits, meters);
        this.live = new LiveDocuments(parts);
        Gauge.builder("crema.documents.live", live, LiveDocuments::count).register(meters);
        new DocumentNews(live, parts).begin();
    }

    /// For the door.
    public Self self() {
        return parts.services.self();
    }

    /// Opens a document for one client; every use ends with {@link DocumentUse#close}.
    ///
    /// @throws RejectedException `too_many`, when this node has too many live documents
    public DocumentUse use(DocumentId id, DocumentClient client) {
        return new DocumentUse(live, live.enter(id), client);
    }

    public CompletionStage<Optional<DocumentInfo>> find(DocumentId id) {
        return parts.database()
                .read(tx -> parts.store().find(tx, id).filter(info -> !info.deleted()));
    }

    /// Makes a document whose first change holds `content`.
    ///
    /// @param textPointers as in {@link AutomergeWorkers#initial}
    /// @return fails with `conflict` when the id is taken
    public CompletionStage<DocumentInfo> create(
            DocumentInfo info, JsonNode content, Set<String> textPointers) {
        return parts.workers()
                .initial(content, textPointers)
                .thenCompose(first ->
                        parts.database()
                                .write(
                                        info.id().value(),
                                        tx -> {
                                            create(tx, info, first);
                                            return info;
                                        }));
    }

    /// Makes a document inside the caller's transaction.
    ///
    /// @param first as {@link AutomergeWorkers#initial} made it; many documents may begin with the same one
    /// @throws RejectedException `conflict`, when the id is taken
    public void create(Tx tx, DocumentInfo info, Change first) {
        if (!parts.store().create(tx, info)) {
            throw RejectedException.of(ErrorCode.CONFLICT, "the document's id is taken");
        }
        parts.store()
                .append(tx, info.id(), List.of(first), info.createdBy(), parts.time().millis());
        tx.publish(
                info.id().channel(),
                parts.events().event(DocumentEvent.CHANGED, DocumentEvent.Changed.elsewhere()));
    }

    /// What the document is now, ascending.
    @Override
    public CompletionStage<List<ChangeHash>> heads(DocumentId id) {
        return inside(
                id,
                document -> CompletableFuture.completedStage(document.replica().graph().heads()));
    }

    /// The document as JSON, see {@link AutomergeWorkers#read}.
    ///
    /// @param heads empty for now
    /// @return fails with `not_found` when there is no such document, or it never had these heads
    @Override
    public CompletionStage<JsonNode> read(DocumentId id, List<ChangeHash> heads) {
        return inside(
                id, document -> having(document, heads, () -> document.nativeCopy().read(heads)));
    }

    /// A change made for somebody without Automerge, on top of all that is stored, and stored by the caller's own transaction. Those of one document are made one after another.
    ///
    /// @param sets by JSON pointer; a null node deletes
    /// @param storing runs the transaction that decides, and calls {@link Edit#write} in it; called again, with another edit, when something else was stored meanwhile
    /// @param written whether what was decided holds the change: false for an answer that was decided before
    /// @return what was decided, when it is stored; fails as `storing` does, and with `unavailable` when {@value DocumentLimits#EDITS_WAITING_MAX} others wait
    public <T> CompletionStage<T> edit(
            DocumentId id,
            Map<String, JsonNode> sets,
            UserId author,
            Function<Edit, CompletionStage<T>> storing,
            BiPredicate<T, ChangeHash> written) {
        return inside(
                id,
                document -> {
                    var answer = new CompletableFuture<T>();
                    document.edits().add(new Edits.Wish<>(sets, author, storing, written, answer));
                    return answer;
                });
    }

    /// What a document is in the store, ascending, as a transaction sees it. Blocks (JDBC).
    public List<ChangeHash> heads(Tx tx, DocumentId id) {
        return parts.heads.read(tx, id).heads();
    }

    /// What documents are in the store, ascending. After it, {@link #heads(Tx, DocumentId)} needs to read little.
    public CompletionStage<Map<DocumentId, List<ChangeHash>>> heads(Collection<DocumentId> ids) {
        return parts.database()
                .read(tx -> {
                    Map<DocumentId, List<ChangeHash>> heads = new HashMap<>();
                    for (DocumentId id : ids) {
                        StoredHeads.At at = parts.heads.read(tx, id);
                        parts.heads.remember(id, at);
                        heads.put(id, at.heads());
                    }
                    return heads;
                });
    }

    /// The document with the values that were set at the same time as those that are shown.
    ///
    /// @return fails with `not_found` when there is no such document, or it never had these heads
    public CompletionStage<AutomergeWorkers.Content> content(
            DocumentId id, List<ChangeHash> heads) {
        return inside(
                id,
                document -> having(document, heads, () -> document.nativeCopy().readAll(heads)));
    }

    /// Another node may have stored them just now.
    private static <T> CompletionStage<T> having(
            LiveDocument document, List<ChangeHash> heads, Supplier<CompletionStage<T>> reading) {
        if (document.replica().graph().containsAll(heads)) {
            return reading.get();
        }
        var result = new CompletableFuture<T>();
        document.refreshed(() -> {
            if (document.replica().graph().containsAll(heads)) {
                pass(reading.get(), result);
            } else {
                result.completeExceptionally(
                        RejectedException.of(ErrorCode.NOT_FOUND, "no such heads"));
            }
        });
        return result;
    }

    private static <T> void pass(CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }

    /// Changes that a user brings, all at once.
    ///
    /// @param changes in causal order
    /// @return the document's heads, when all are stored; fails with `not_found`, also for who may not read it; `forbidden`, `frozen`, `too_large`, `invalid_field` when one depends
    ///   on what is not there, `change_refused`; with nothing taken
    public CompletionStage<List<ChangeHash>> apply(
            Principal who, DocumentId id, List<Change> changes) {
        return inside(
                id,
                document -> {
                    var stored = new CompletableFuture<List<ChangeHash>>();
                    access(who, document.info())
                            .whenComplete((access, failure) ->
                                    document.inTurn(() -> {
                                        if (failure == null) {
                                            document.offering().bring(who, access, changes, stored);
                                        } else {
                                            stored.completeExceptionally(failure);
                                        }
                                    }));
                    return stored;
                });
    }

    private CompletionStage<Access> access(Principal who, @Nullable DocumentInfo info) {
        CompletionStage<Access> none = CompletableFuture.completedStage(Access.NONE);
        return info == null
                ? none
                : parts.policy(info.kind()).map(policy -> policy.access(who, info)).orElse(none);
    }

    /// For the native door.
    ///
    /// @throws RejectedException `too_many`, when this node has too many live documents
    Following follow(DocumentId id, Connection connection, Runnable lost) {
        return new Following(live, live.enter(id), new Follower(connection, id, lost));
    }

    /// Rights in one document may have changed, or it was frozen or thawed: if the transaction commits, every node asks again.
    public void accessChanged(Tx tx, DocumentId id) {
        tell(tx, new DocumentEvent.AccessChanged(id.value(), null));
    }

    /// Rights in the documents of a room may have changed. What follows from roles in the room need not be told: nodes hear of that.
    public void accessChanged(Tx tx, RoomId room) {
        tell(tx, new DocumentEvent.AccessChanged(null, room.value()));
    }

    private void tell(Tx tx, DocumentEvent.AccessChanged change) {
        tx.publish(CHANNEL, parts.events().event(DocumentEvent.ACCESS, change));
    }

    /// Does something in the turn of a document that was read.
    private <T> CompletionStage<T> inside(
            DocumentId id, Function<LiveDocument, CompletionStage<T>> task) {
        LiveDocument document = live.enter(id);
        var result = new CompletableFuture<T>();
        document.whenLoaded(() -> {
            DocumentInfo info = document.info();
            if (info == null || info.deleted()) {
                result.completeExceptionally(Lookup.none());
                return;
            }
            pass(task.apply(document), result);
        });
        return result.whenComplete((value, failure) -> live.leave(document));
    }
}
