package coffee.crema.crdt.document;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.ServerMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A socket of the native door that hears of one document's changes. It is linked as clients of the sync door are, so that rights act on it alike; it says nothing there.
final class Follower implements DocumentClient {
    private final Connection connection;
    private final DocumentId id;
    private final Runnable lost;
    private final CompletableFuture<DocumentAnswer.Followed> answer = new CompletableFuture<>();

    /// In the document's turn: nothing is told before the answer is out.
    private boolean told;

    private boolean answered;

    /// @param lost runs when the document may no longer be read; in the document's turn
    Follower(Connection connection, DocumentId id, Runnable lost) {
        this.connection = connection;
        this.id = id;
        this.lost = lost;
    }

    /// Whether the document may be followed, and what it is.
    CompletionStage<DocumentAnswer.Followed> answer() {
        return answer;
    }

    /// It may. In the document's turn.
    void welcome(List<ChangeHash> heads, String access) {
        answer.complete(
                new DocumentAnswer.Followed(
                        id.value(), heads.stream().map(ChangeHash::hex).toList(), access));
    }

    /// The answer was queued on the socket. In the document's turn.
    ///
    /// @return whether there was news meanwhile
    boolean answered() {
        boolean late = told && !answered;
        answered = true;
        return late;
    }

    /// In the document's turn.
    void tell(Event changed) {
        if (answered) {
            send(changed);
        }
        told = true;
    }

    /// Changes of these users were stored. In the document's turn.
    void saved(Set<UserId> authors, Event saved) {
        if (answered && authors.contains(connection.principal().user())) {
            send(saved);
        }
    }

    private void send(Event event) {
        connection.send(new ServerMessage.Happened(id.channel(), -1, event));
    }

    @Override
    public Principal principal() {
        return connection.principal();
    }

    @Override
    public String peerId() {
        return connection.session().value();
    }

    /// The notice says it.
    @Override
    public void refuse(DocumentId document, RejectedException refusal) {}

    @Override
    public void unavailable(DocumentId document) {
        if (!answer.completeExceptionally(Lookup.none())) {
            connection.send(
                    new ServerMessage.Notice(
                            "moved", Map.of("channel", id.channel().value(), "reason", "denied")));
        }
        lost.run();
    }

    @Override
    public void close(CloseCode code) {
        connection.close(code);
    }

    @Override
    public DocumentInfo birth(DocumentId document) {
        throw new IllegalStateException("a follower makes no documents");
    }

    @Override
    public void send(byte[] frame) {
        throw new IllegalStateException("a follower speaks no sync messages");
    }
}
