package coffee.crema.crdt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Automerge's own code, in processes of its own, because crafted input aborts its process.
///
/// **Threading.** Any thread; nothing blocks. Stages complete on the workers' threads: do not block in what depends on them. Calls for one document
/// are made one after another by the caller.
///
/// **Errors.** A stage fails with {@link coffee.crema.realtime.wire.RejectedException} `unavailable` when no worker could be had in time, and with what `history` failed with.
/// A worker that dies, hangs or takes too much memory is no failure: the changes at fault are refused by name.
public interface AutomergeWorkers extends AutoCloseable {

    /// The document's stored changes, asked for when no worker holds the document.
    @FunctionalInterface
    interface History {
        /// In causal order, without the changes of the call at hand.
        CompletionStage<List<byte[]>> chunks();
    }

    /// @param accepted in the order given; they are in the native copy now
    /// @param refused the rest; they are not, and what depends on them is among them
    record Verdict(List<ChangeHash> accepted, List<Refused> refused) {
        public Verdict {
            accepted = List.copyOf(accepted);
            refused = List.copyOf(refused);
        }
    }

    /// A change that must not be stored or sent on.
    record Refused(ChangeHash hash, Reason reason) {

        /// Why.
        public enum Reason {
            /// Automerge says that it is no sound change, or depends on one that is not.
            INVALID,
            KILLED_WORKER,
            TIMED_OUT,
            TOO_MUCH_MEMORY
        }
    }

    /// A document's content with what lies beneath it.
    ///
    /// @param chosen as {@link #read} answers it: of values that were set at the same time, the one that every copy of Automerge shows
    /// @param others the other ones, by JSON pointer of the place, each different from what is shown there; of at most {@value #CONFLICTS_MAX} places, {@value #OTHERS_MAX} of each
    record Content(JsonNode chosen, Map<String, List<JsonNode>> others) {
        public static final int CONFLICTS_MAX = 1_000;
        public static final int OTHERS_MAX = 16;

        public Content {
            others = Map.copyOf(others);
        }
    }

    /// Applies changes to the native copy, which is loaded first if no worker holds it.
    ///
    /// @param changes in causal order, each dependency in the history or among them
    CompletionStage<Verdict> apply(DocumentId id, History history, List<Change> changes);

    /// The document as JSON: text as string, counters as numbers, timestamps as ISO texts, bytes as Base64.
    ///
    /// @param heads empty for the newest state
    /// @return fails with `too_large` when the answer would be over its limit
    CompletionStage<JsonNode> read(DocumentId id, History history, List<ChangeHash> heads);

    /// As {@link #read}, with the values that were set at the same time as those that are shown.
    CompletionStage<Content> readAll(DocumentId id, History history, List<ChangeHash> heads);

    /// The change that makes an empty document hold `content`; the same content gives the same hash.
    ///
    /// @param textPointers JSON pointers of the strings to be made editable text
    CompletionStage<Change> initial(JsonNode content, Set<String> textPointers);

    /// One change on top of heads, made by the server.
    ///
    /// @param sets by JSON pointer; a null node deletes
    CompletionStage<Change> edit(
            DocumentId id,
            History history,
            List<ChangeHash> heads,
            String actorHex,
            Map<String, JsonNode> sets);

    /// Lets go of the native copy.
    void forget(DocumentId id);

    @Override
    void close();
}
