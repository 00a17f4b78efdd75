package coffee.crema.tastings.sheet;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.rooms.RoomId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Where the documents of sessions are kept.
///
/// What makes or changes a document is written inside of the caller's transaction, so that it is one whole with what else is decided there, and with the record of the command. A version
/// names a document's content for good.
///
/// **Threading.** Stages: any thread, nothing blocks. What takes a {@link Tx} runs inside the caller's transaction and blocks (JDBC).
///
/// **Errors.** Stages fail with {@link coffee.crema.realtime.wire.RejectedException} `unavailable`, `not_found`, `too_large`.
public interface Sheets {

    /// What a document is for.
    enum Kind {
        /// One cupper's own: only they and, by way of results, the server read it.
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
    record Draft(
            Kind kind,
            RoomId room,
            Optional<UserId> owner,
            UserId by,
            JsonNode content,
            Set<String> texts) {}

    /// A document that is there as soon as it is written.
    interface Opening {
        String id();

        void write(Tx tx, long nowMs);
    }

    CompletionStage<Opening> open(Draft draft);

    /// Decides a change by its author, as a part of the transaction: made once, and in the order of the decisions.
    ///
    /// @param sets by JSON pointer; a null node deletes
    void edit(Tx tx, String document, UserId author, Map<String, JsonNode> sets, long nowMs);

    /// Completes when all that was decided before is part of the document.
    CompletionStage<Void> settle(String document);

    /// Names what is durable in it now; empty while changes that were decided are not part of it yet: {@link #settle}.
    Optional<String> version(Tx tx, String document);

    /// @param version empty for the newest content
    CompletionStage<JsonNode> read(String document, Optional<String> version);

    /// No further changes, by whatever door.
    ///
    /// @param version what it is from now on
    void close(Tx tx, String document, String version);

    /// Who may do what in these documents of a room may have changed: if the transaction commits, live sockets are asked about again, on every node.
    void accessChanged(Tx tx, RoomId room);
}
