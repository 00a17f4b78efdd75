package coffee.crema.crdt.wire;

import java.util.List;
import java.util.Optional;

/// A message of automerge-repo's network protocol, version 1, as a client sends it. `senderId` is the client's own name for itself.
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public sealed interface RepoMessage {

    String senderId();

    /// The first message of a socket.
    ///
    /// @param versions what the client speaks; empty means version 1
    record Join(String senderId, List<String> versions) implements RepoMessage {
        public Join {
            versions = List.copyOf(versions);
        }
    }

    /// A message about one document.
    sealed interface OfDocument extends RepoMessage {
        String documentId();
    }

    /// A sync message from a client that has the document.
    record Sync(String senderId, String documentId, byte[] data) implements OfDocument {}

    /// A sync message from a client that does not have the document, and asks for it.
    record Ask(String senderId, String documentId, byte[] data) implements OfDocument {}

    /// The client does not have the document.
    record Unavailable(String senderId, String documentId) implements OfDocument {}

    /// Passing state for whoever looks at the document: a cursor, a selection.
    ///
    /// @param count rises in the session
    /// @param data opaque, CBOR of the application
    record Ephemeral(String senderId, String documentId, long count, String sessionId, byte[] data)
            implements OfDocument {}

    /// The client leaves.
    record Leave(String senderId) implements RepoMessage {}

    /// What a server has no use for: `remote-subscription-change`, `remote-heads-changed`, `error`, and what later versions may bring.
    record Other(String senderId, String type) implements RepoMessage {}

    /// The document that a message is about.
    default Optional<String> document() {
        return this instanceof OfDocument of ? Optional.of(of.documentId()) : Optional.empty();
    }
}
