package coffee.crema.crdt.document;

import coffee.crema.crdt.wire.RepoMessage;

/// One client's way into one document.
///
/// **Threading.** Any thread; calls of one thread keep their order.
public final class DocumentUse implements AutoCloseable {
    private final LiveDocuments live;
    private final LiveDocument document;
    private final DocumentClient client;

    DocumentUse(LiveDocuments live, LiveDocument document, DocumentClient client) {
        this.live = live;
        this.document = document;
        this.client = client;
    }

    /// A sync message of the client.
    ///
    /// @param asks whether it came as `request`: the client has nothing
    /// @param taken runs when the message is no longer held in memory
    public void received(byte[] data, boolean asks, Runnable taken) {
        document.received(client, data, asks, taken);
    }

    public void ephemeral(RepoMessage.Ephemeral message) {
        document.replication().ephemeral(client, message);
    }

    /// The client is gone. Once.
    @Override
    public void close() {
        document.leave(client);
        live.leave(document);
    }
}
