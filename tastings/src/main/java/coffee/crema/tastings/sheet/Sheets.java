package coffee.crema.tastings.sheet;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.AutomergeWorkers.Content;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.document.Documents;
import coffee.crema.crdt.document.Edit;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.rooms.RoomId;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The documents of sessions: made by the server, edited by any automerge-repo client, and by the server for those that have none.
///
/// What makes or changes a document here is written inside of the caller's transaction, so that it is one whole with what else is decided there, and with the record of the command.
///
/// **Threading.** Stages: any thread, nothing blocks. What takes a {@link Tx} runs inside the caller's transaction and blocks (JDBC).
///
/// **Errors.** Stages fail with {@link coffee.crema.realtime.wire.RejectedException} `unavailable`, `not_found`, `too_large`, `too_many`.
public final class Sheets {

    /// What a document is for.
    public enum Kind {
        /// One cupper's own: until the lock only they sync it.
        SHEET("sheet"),
        /// The table's open notes: all cuppers write.
        NOTES("table-notes"),
        /// The panel's common sheet, after the lock.
        CONSENSUS("consensus");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /// A document to be made.
    ///
    /// @param owner of a {@link Kind#SHEET}
    /// @param by who has it made
    /// @param texts JSON pointers of the texts in it that are to be edited letter by letter
    public record Draft(
            Kind kind,
            RoomId room,
            Optional<UserId> owner,
            UserId by,
            JsonNode content,
            Set<String> texts) {}

    /// A document that is there as soon as it is written.
    public interface Opening {
        String id();

        void write(Tx tx, long nowMs);
    }

    /// A document as it was once.
    ///
    /// @param version empty for now
    public record Pick(String document, Optional<Version> version) {}

    private final Documents documents;
    private final DocumentStore store;
    private final AutomergeWorkers workers;
    private final Supplier<DocumentId> ids;
    private final Contents contents;

    /// @param ids new ones, unpredictable
    public Sheets(
            Documents documents,
            DocumentStore store,
            AutomergeWorkers workers,
            Supplier<DocumentId> ids,
            MeterRegistry meters) {
        this.documents = documents;
        this.store = store;
        this.workers = workers;
        this.ids = ids;
        this.contents = new Contents(documents, meters);
    }

    public CompletionStage<Opening> open(Draft draft) {
        return workers.initial(draft.content(), draft.texts())
                .thenApply(first -> new Ready(ids.get(), draft, first));
    }

    private final class Ready implements Opening {
        private final DocumentId id;
        private final Draft draft;
        private final Change first;

        Ready(DocumentId id, Draft draft, Change first) {
            this.id = id;
            this.draft = draft;
            this.first = first;
        }

        @Override
        public String id() {
            return id.value();
        }

        @Override
        public void write(Tx tx, long nowMs) {
            var info =
                    new DocumentInfo(
                            id,
                            draft.kind().wireName(),
                            Optional.of(draft.room()),
                            draft.owner(),
                            draft.by(),
                            nowMs,
                            false,
                            List.of());
            documents.create(tx, info, first);
        }
    }

    /// Changes a document for its author, in the transaction that decides about it, see {@link Documents#edit}.
    ///
    /// @param sets by JSON pointer; a null node deletes
    /// @param deciding runs the transaction; called again when something else was stored meanwhile
    /// @param written whether what was decided holds the change
    public <T> CompletionStage<T> edit(
            String document,
            UserId author,
            Map<String, JsonNode> sets,
            Function<Edit, CompletionStage<T>> deciding,
            BiPredicate<T, ChangeHash> written) {
        return documents.edit(new DocumentId(document), sets, author, deciding, written);
    }

    /// What is durable in a document now.
    public Version version(Tx tx, String document) {
        return new Version(documents.heads(tx, new DocumentId(document)));
    }

    /// What is durable in documents now. Those who ask for it inside of a transaction soon after need to read little.
    public CompletionStage<Map<String, Version>> versions(Collection<String> asked) {
        return documents
                .heads(asked.stream().map(DocumentId::new).toList())
                .thenApply(heads ->
                        heads.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                entry -> entry.getKey().value(),
                                                entry -> new Version(entry.getValue()))));
    }

    /// What a document holds, and what was set at the same time as that.
    public CompletionStage<Content> read(Pick pick) {
        return read(List.of(pick)).thenApply(all -> Objects.requireNonNull(all.get(pick)));
    }

    /// The same of several. What did not change since it was read last is not read again.
    public CompletionStage<Map<Pick, Content>> read(Collection<Pick> picks) {
        List<String> newest =
                picks.stream()
                        .filter(pick -> pick.version().isEmpty())
                        .map(Pick::document)
                        .toList();
        return versions(newest).thenCompose(versions -> contents.read(picks, versions));
    }

    /// What a document is from now on, whatever comes later.
    public void freeze(Tx tx, String document, Version version) {
        store.freeze(tx, new DocumentId(document), version.heads());
    }

    /// Who may do what in these documents of a room may have changed: if the transaction commits, live sockets are asked about again, on every node.
    public void accessChanged(Tx tx, RoomId room) {
        documents.accessChanged(tx, room);
    }
}
