package coffee.crema.crdt.document;

import coffee.crema.crdt.wire.RepoMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What nodes tell each other of documents. Internal: clients never see these.
@SuppressWarnings("ArrayRecordComponent") // as JSON, in Base64
sealed interface DocumentEvent {
    /// On a document's channel.
    String CHANGED = "doc.stored";

    /// On a document's channel, ephemeral.
    String PASSING = "doc.passing";

    /// On {@link Documents#CHANNEL}.
    String ACCESS = "doc.access";

    /// Changes were stored.
    ///
    /// @param changes chunks in causal order; empty when they are too large for an event: then the store has them
    /// @param authors of these; empty when the changes are
    record Changed(List<byte[]> changes, List<String> authors) implements DocumentEvent {
        /// The store has the changes.
        static Changed elsewhere() {
            return new Changed(List.of(), List.of());
        }
    }

    /// An ephemeral message.
    record Passing(String sender, String session, long count, byte[] data)
            implements DocumentEvent {
        static Passing of(RepoMessage.Ephemeral message) {
            return new Passing(
                    message.senderId(), message.sessionId(), message.count(), message.data());
        }

        RepoMessage.Ephemeral on(String documentId) {
            return new RepoMessage.Ephemeral(sender, documentId, count, session, data);
        }
    }

    /// Who may do what has changed, in one document or in all of a room.
    record AccessChanged(@Nullable String document, @Nullable String room)
            implements DocumentEvent {}
}
