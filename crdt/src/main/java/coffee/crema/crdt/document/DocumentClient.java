package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.RejectedException;

/// One socket, as documents see it.
///
/// **Threading.** Any thread; does not block. Frames keep the order of calls of a document's turn.
public interface DocumentClient {

    Principal principal();

    /// What the client calls itself on the wire.
    String peerId();

    /// What a document would be that this client makes.
    DocumentInfo birth(DocumentId id);

    /// Sends a frame that is encoded already; shared, so nobody may change it.
    void send(byte[] frame);

    /// Says that something was refused, and goes on.
    void refuse(DocumentId id, RejectedException refusal);

    /// Says that there is no such document, or none for this client.
    void unavailable(DocumentId id);

    void close(CloseCode code);
}
