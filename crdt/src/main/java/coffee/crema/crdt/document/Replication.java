package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.crdt.wire.RepoMessage;
import coffee.crema.realtime.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What other nodes tell of a document, and what is told them of passing things. In the document's turn only, where nothing else is said.
final class Replication {
    private final LiveDocument document;
    private final DocumentParts parts;
    private final Intake intake;
    private final Loading loading;
    private final Passing passing = new Passing();

    Replication(LiveDocument document, DocumentParts parts, Intake intake, Loading loading) {
        this.document = document;
        this.parts = parts;
        this.intake = intake;
        this.loading = loading;
    }

    /// Changes that another node stored, or that were read from the store.
    ///
    /// @return false when some depend on what is not here
    boolean replicated(List<Change> changes, Set<UserId> authors) {
        var added = new ArrayList<Change>();
        boolean whole = true;
        for (Change change : changes) {
            if (document.replica().graph().contains(change.hash())) {
                continue;
            }
            if (!document.replica().dependenciesHere(change)) {
                whole = false;
            } else if (document.replica().add(change)) {
                added.add(change);
            }
        }
        tell(added, authors);
        return whole;
    }

    /// These were added to the replica, and came from elsewhere.
    void tell(List<Change> added, Set<UserId> authors) {
        if (added.isEmpty()) {
            return;
        }
        parts.meters.changesFromNodes.increment(added.size());
        spread(added, authors);
    }

    /// These were added to the replica, and none of the clients brought them.
    void spread(List<Change> added, Set<UserId> authors) {
        document.nativeCopy().missed(added);
        added.forEach(change -> intake.release(change.hash()));
        document.links().tell(added, change -> null, authors);
        document.pledges().settle();
        document.links().serveAll();
        document.committer().wake();
        loading.keepInBounds();
    }

    /// Another node, or this one, stored changes. Any thread.
    void changed(DocumentEvent.Changed event) {
        document.inTurn(() -> {
            if (!loading.isDone()) {
                loading.missed();
            } else if (document.info() == null) {
                loading.again();
            } else if (event.changes().isEmpty()
                    || !replicated(parsed(event.changes()), authors(event))) {
                loading.catchUp();
            }
        });
    }

    private static Set<UserId> authors(DocumentEvent.Changed event) {
        return event.authors().stream().map(UserId::new).collect(Collectors.toSet());
    }

    private static List<Change> parsed(List<byte[]> chunks) {
        var changes = new ArrayList<Change>();
        for (byte[] chunk : chunks) {
            try {
                changes.add(Change.parse(chunk));
            } catch (MalformedChangeException e) {
                throw new IllegalStateException("a stored change is malformed", e);
            }
        }
        return changes;
    }

    /// Events of other nodes may have been missed. Any thread.
    void interrupted() {
        document.inTurn(loading::catchUp);
    }

    /// A client says something passing. Any thread.
    void ephemeral(DocumentClient client, RepoMessage.Ephemeral message) {
        document.offer(() -> {
            Link link = document.links().find(client);
            if (link == null || !link.mayRead() || !passing.firstTime(message)) {
                parts.meters.ephemeralsDropped.increment();
                return;
            }
            document.links().pass(message, link);
            parts.hub()
                    .publishEphemeral(
                            document.id.channel(),
                            parts.events()
                                    .event(
                                            DocumentEvent.PASSING,
                                            DocumentEvent.Passing.of(message)))
                    .exceptionally(failure -> {
                        parts.meters.ephemeralsDropped.increment();
                        return null;
                    });
        });
    }

    /// A client of another node, or of this one, said something passing. Any thread.
    void passed(DocumentEvent.Passing event) {
        document.offer(() -> {
            RepoMessage.Ephemeral message = event.on(document.id.value());
            if (passing.firstTime(message)) {
                document.links().pass(message, null);
            }
        });
    }
}
