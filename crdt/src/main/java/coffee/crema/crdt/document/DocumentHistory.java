package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.Operations;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.RoomId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Documents as they are and as they were: who changed what, and when.
///
/// Each call asks the document's policy. Who may not read a document is told that there is none.
///
/// **Threading.** Any thread; nothing blocks. Stages complete on the store's or the workers' threads.
///
/// **Errors.** Stages fail with {@link RejectedException}: `not_found`, `unavailable`, and what reading the content fails with.
public final class DocumentHistory {

    private static final int LIMIT = 50;
    private static final int LIMIT_MAX = 200;

    /// Each document of a page asks its policy.
    private static final int DOCUMENTS_MAX = 50;

    /// Reads what documents hold; {@link Documents} does.
    public interface Contents {
        CompletionStage<List<ChangeHash>> heads(DocumentId id);

        /// @param heads empty for the newest
        CompletionStage<JsonNode> read(DocumentId id, List<ChangeHash> heads);
    }

    private final Database database;
    private final DocumentStore store;
    private final Contents contents;
    private final Lookup lookup;

    public DocumentHistory(
            Database database,
            DocumentStore store,
            Contents contents,
            Collection<DocumentPolicy> policies) {
        this.database = database;
        this.store = store;
        this.contents = contents;
        this.lookup = new Lookup(database, store, policies);
    }

    /// The document as it was.
    ///
    /// @param then empty for now; of a frozen document, for when it was frozen
    /// @return fails with `not_found` also when it never was so
    public CompletionStage<DocumentAnswer.Seen> seen(
            Principal who, DocumentId id, List<ChangeHash> then) {
        return lookup.find(who, id)
                .thenCompose(found ->
                        (then.isEmpty()
                                        ? heads(found.info())
                                        : CompletableFuture.completedStage(then))
                                .thenCompose(heads -> seen(found, heads)));
    }

    private CompletionStage<DocumentAnswer.Seen> seen(Lookup.Found found, List<ChangeHash> heads) {
        DocumentId id = found.info().id();
        return contents.read(id, heads)
                .thenCombine(
                        database.read(tx -> store.stats(tx, id)),
                        (content, stats) ->
                                new DocumentAnswer.Seen(
                                        about(found),
                                        heads.stream().map(ChangeHash::hex).toList(),
                                        stats.changes(),
                                        stats.bytes(),
                                        content));
    }

    private static DocumentAnswer.About about(Lookup.Found found) {
        DocumentInfo info = found.info();
        return new DocumentAnswer.About(
                info.id().value(),
                info.kind(),
                info.room().map(RoomId::value).orElse(null),
                info.owner().map(UserId::value).orElse(null),
                info.createdBy().value(),
                info.createdAtMs(),
                info.frozen(),
                found.access().name().toLowerCase(Locale.ROOT));
    }

    private CompletionStage<List<ChangeHash>> heads(DocumentInfo info) {
        return info.frozen()
                ? CompletableFuture.completedStage(info.frozenHeads())
                : contents.heads(info.id());
    }

    /// The log, newest first.
    ///
    /// @param before only changes at smaller positions; null for the newest
    /// @param limit 1 to 200; null for 50
    public CompletionStage<DocumentAnswer.Page> page(
            Principal who, DocumentId id, @Nullable Long before, @Nullable Integer limit) {
        int count = Fields.number("limit", limit, LIMIT, 1, LIMIT_MAX);
        long position = before == null ? Long.MAX_VALUE : before;
        return lookup.find(who, id)
                .thenCompose(_ -> database.read(tx -> store.before(tx, id, position, count + 1)))
                .thenApply(log -> page(log, count));
    }

    private static DocumentAnswer.Page page(List<Stored> log, int count) {
        List<DocumentAnswer.Entry> entries =
                log.stream().limit(count).map(DocumentHistory::entry).toList();
        return new DocumentAnswer.Page(
                entries, log.size() > count ? entries.getLast().position() : null);
    }

    /// The document as it was with one change.
    public CompletionStage<DocumentAnswer.Then> at(Principal who, DocumentId id, ChangeHash hash) {
        return lookup.find(who, id)
                .thenCompose(_ -> database.read(tx -> store.change(tx, id, hash)))
                .thenCompose(found -> {
                    Stored stored =
                            found.orElseThrow(() ->
                                    RejectedException.of(
                                            ErrorCode.NOT_FOUND,
                                            "the document has no such change"));
                    return contents.read(id, List.of(hash))
                            .thenApply(content -> new DocumentAnswer.Then(entry(stored), content));
                });
    }

    /// A room's documents that the caller may read; a page may hold fewer than its limit, or none, and still have a `next`.
    ///
    /// @param limit 1 to 50; null for 50
    public CompletionStage<DocumentAnswer.Listed> ofRoom(
            Principal who, RoomId room, @Nullable DocumentId after, @Nullable Integer limit) {
        int count = Fields.number("limit", limit, DOCUMENTS_MAX, 1, DOCUMENTS_MAX);
        return database.read(tx -> store.ofRoom(tx, room, after, count + 1))
                .thenCompose(infos -> {
                    List<DocumentInfo> page = infos.subList(0, Math.min(count, infos.size()));
                    String next = infos.size() > count ? page.getLast().id().value() : null;
                    return readable(who, page)
                            .thenApply(open ->
                                    new DocumentAnswer.Listed(
                                            open.stream().map(DocumentHistory::about).toList(),
                                            next));
                });
    }

    private CompletionStage<List<Lookup.Found>> readable(Principal who, List<DocumentInfo> infos) {
        CompletionStage<List<Lookup.Found>> all =
                CompletableFuture.completedStage(new ArrayList<>());
        for (DocumentInfo info : infos) {
            all =
                    all.thenCombine(
                            lookup.access(who, info),
                            (list, access) -> {
                                if (access.mayRead()) {
                                    list.add(new Lookup.Found(info, access));
                                }
                                return list;
                            });
        }
        return all;
    }

    private static DocumentAnswer.Entry entry(Stored stored) {
        Change change = stored.change();
        return new DocumentAnswer.Entry(
                change.hash().hex(),
                change.dependencies().stream().map(ChangeHash::hex).toList(),
                stored.author().value(),
                stored.atMs(),
                change.actorHex(),
                change.seq(),
                change.timeSeconds() == 0 ? null : change.timeSeconds() * 1_000,
                change.message().isEmpty() ? null : change.message(),
                Operations.count(change),
                stored.position());
    }
}
