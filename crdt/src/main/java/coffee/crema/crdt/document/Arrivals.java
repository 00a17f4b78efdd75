package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.crdt.document.Intake.Entry;
import coffee.crema.crdt.wire.SyncMessage;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.ArrayList;
import java.util.List;

/// What clients say: who may say it, which of it is new, and who is owed an answer. In the document's turn only.
final class Arrivals {
    private final LiveDocument document;
    private final DocumentParts parts;
    private final Intake intake;
    private final Rights rights;

    Arrivals(LiveDocument document, DocumentParts parts, Intake intake, Rights rights) {
        this.document = document;
        this.parts = parts;
        this.intake = intake;
        this.rights = rights;
    }

    void read(DocumentClient client, byte[] data, boolean asks) {
        try {
            arrive(document.links().of(client), new Link.Held(SyncMessage.parse(data), asks));
        } catch (MalformedChangeException broken) {
            String why = String.valueOf(broken.getMessage());
            client.refuse(document.id, RejectedException.of(ErrorCode.MALFORMED, why));
            client.close(CloseCode.PROTOCOL_ERROR);
        }
    }

    /// A socket of the native door wants to hear of changes: its answer is completed. Any thread.
    void follow(Follower follower) {
        document.whenLoaded(() -> {
            DocumentInfo info = document.info();
            if (info == null) {
                follower.unavailable(document.id);
            } else {
                rights.ask(document.links().of(follower), info);
            }
        });
    }

    /// A message of a client that is linked.
    void arrive(Link link, Link.Held held) {
        DocumentInfo info = document.info();
        if (!document.isLoaded() || link.asking) {
            document.links().hold(link, held);
        } else if (info == null) {
            absent(link, held);
        } else if (link.access == null) {
            document.links().hold(link, held);
            rights.ask(link, info);
        } else if (link.mayRead()) {
            sync(link, held.message());
        } else {
            document.links().heard(link, held.message());
            link.client.unavailable(document.id);
        }
    }

    /// The store has no such document: who has one makes it, and who has none is told so.
    private void absent(Link link, Link.Held held) {
        if (held.asks() || held.message().heads().isEmpty()) {
            document.links().heard(link, held.message());
            link.client.unavailable(document.id);
        } else {
            document.links().hold(link, held);
            rights.askToCreate(link, link.client.birth(document.id));
        }
    }

    private void sync(Link link, SyncMessage message) {
        boolean trusted = link.synced;
        if (isReset(link, message)) {
            link.restart();
        }
        document.links().heard(link, message);
        if (!takeIn(link, message.changes(), trusted)) {
            return;
        }
        if (!link.synced || !message.need().isEmpty() || !intake.missing(link).isEmpty()) {
            link.owed = true;
            document.links().serve(link);
        }
        document.committer().wake();
    }

    /// The client relies on what we do not know, or wants to begin anew.
    private boolean isReset(Link link, SyncMessage message) {
        if (message.have().isEmpty()) {
            return false;
        }
        SyncMessage.Have have = message.have().getFirst();
        boolean lost = !have.lastSync().stream().allMatch(intake::knows);
        return (link.synced && lost) || (link.sent > 0 && have.isBlank());
    }

    /// @return false when the client is being closed
    private boolean takeIn(Link link, List<byte[]> chunks, boolean trusted) {
        var fresh = new ArrayList<Change>();
        long bytes = 0;
        for (byte[] chunk : chunks) {
            Change change;
            try {
                change = Change.parse(chunk);
            } catch (MalformedChangeException broken) {
                String why = "a change: " + broken.getMessage();
                document.turnAway(link, RejectedException.of(ErrorCode.MALFORMED, why));
                return false;
            }
            if (parts.bans.remembers(change.hash())) {
                document.turnAway(
                        link, RejectedException.of(ErrorCode.CHANGE_REFUSED, "a banned change"));
                return false;
            }
            if (intake.holds(change.hash())) {
                parts.meters.changesKnown.increment();
            } else {
                fresh.add(change);
                bytes += chunk.length;
            }
        }
        return fresh.isEmpty() || !mayAdd(link, fresh.size(), bytes) || offer(link, fresh, trusted);
    }

    private boolean mayAdd(Link link, int changes, long bytes) {
        DocumentStore.Limits limits = parts.store().limits();
        RejectedException refusal;
        if (!link.mayWrite()) {
            parts.meters.rightsRefused.increment();
            refusal = RejectedException.of(ErrorCode.FORBIDDEN, "this document may only be read");
        } else if (document.replica().bytes() + intake.bytes() + bytes > limits.bytesMax()) {
            refusal = tooLarge("bytes of a document", limits.bytesMax());
        } else if (document.replica().graph().size() + changes > limits.changesMax()) {
            refusal = tooLarge("changes of a document", limits.changesMax());
        } else {
            link.refused = false;
            return true;
        }
        document.decline(link, refusal);
        return false;
    }

    private RejectedException tooLarge(String what, long limit) {
        parts.meters.sizeRefused.increment();
        return RejectedException.limit(ErrorCode.TOO_LARGE, what, limit);
    }

    private boolean offer(Link link, List<Change> fresh, boolean trusted) {
        UserId author = link.client.principal().user();
        for (Change change : fresh) {
            if (!intake.offer(new Entry(change, author, link, trusted))) {
                parts.meters.waitingRefused.increment();
                document.overload(link);
                return false;
            }
        }
        return true;
    }
}
