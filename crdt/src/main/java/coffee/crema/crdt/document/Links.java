package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.graph.ChangeGraph;
import coffee.crema.crdt.wire.BloomFilter;
import coffee.crema.crdt.wire.RepoCodec;
import coffee.crema.crdt.wire.RepoMessage;
import coffee.crema.crdt.wire.SyncMessage;
import coffee.crema.realtime.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The clients of a document, and what is sent to them. In the document's turn only.
///
/// Who is in sync gets **one** message, encoded once, for each batch; everyone else an {@link Answer} of its own.
final class Links {
    private final LiveDocument document;
    private final DocumentParts parts;
    private final Replica replica;
    private final Intake intake;
    private final Loading loading;
    private final Map<DocumentClient, Link> links = new LinkedHashMap<>();

    Links(
            LiveDocument document,
            DocumentParts parts,
            Replica replica,
            Intake intake,
            Loading loading) {
        this.document = document;
        this.parts = parts;
        this.replica = replica;
        this.intake = intake;
        this.loading = loading;
    }

    Link of(DocumentClient client) {
        return links.computeIfAbsent(client, Link::new);
    }

    @Nullable Link find(DocumentClient client) {
        return links.get(client);
    }

    @Nullable Link remove(DocumentClient client) {
        return links.remove(client);
    }

    boolean isGone(Link link) {
        return links.get(link.client) != link;
    }

    /// A copy.
    ///
    /// @param user whose; null for everyone's
    List<Link> of(@Nullable UserId user) {
        return links.values().stream()
                .filter(link -> user == null || link.client.principal().user().equals(user))
                .toList();
    }

    void hold(Link link, Link.Held message) {
        if (link.held.size() < DocumentLimits.HELD_MESSAGES_MAX) {
            link.held.add(message);
        } else {
            document.overload(link);
        }
    }

    /// Takes what waits, as if it came now.
    void replay(Link link) {
        var messages = new ArrayList<>(link.held);
        link.held.clear();
        messages.forEach(message -> document.arrivals().arrive(link, message));
    }

    /// Keeps what the client said of itself.
    void heard(Link link, SyncMessage message) {
        link.last = new SyncMessage(message.heads(), message.need(), message.have(), List.of());
    }

    /// The client may read from now on.
    void welcome(Link link) {
        if (link.client instanceof Follower follower) {
            follower.welcome(replica.graph().heads(), link.mayWrite() ? "write" : "read");
            return;
        }
        if (link.held.isEmpty()) {
            if (link.last != null) {
                link.owed = true;
                serve(link);
            }
        } else {
            replay(link);
        }
    }

    /// The document was read, or made: everyone who waits for it is looked at again.
    void reconsider() {
        for (Link link : List.copyOf(links.values())) {
            if (!link.held.isEmpty()) {
                replay(link);
            } else if (link.access == null && link.last != null && document.info() != null) {
                document.arrivals().arrive(link, new Link.Held(link.last, true));
            }
        }
    }

    /// The document turned out to be another than the one that rights were asked for.
    void forgetRights() {
        for (Link link : links.values()) {
            link.access = null;
            link.restart();
        }
    }

    /// Changes were added to the replica just now.
    ///
    /// @param sender of a change; null when nobody here sent it
    /// @param authors of these changes
    void tell(List<Change> added, Function<Change, @Nullable Link> sender, Set<UserId> authors) {
        if (added.isEmpty() || links.isEmpty()) {
            return;
        }
        Notices notices = null;
        byte[] news = null;
        byte[] thanks = null;
        for (Link link : links.values()) {
            if (!link.mayRead()) {
                continue;
            }
            if (link.client instanceof Follower follower) {
                notices = notices == null ? new Notices(parts, document.id, replica) : notices;
                follower.tell(notices.changed(added));
                follower.saved(authors, notices.saved());
                continue;
            }
            if (!link.synced || link.owed) {
                link.owed |= link.last != null;
                continue;
            }
            boolean own = true;
            for (int i = 0; own && i < added.size(); i++) {
                own = sender.apply(added.get(i)) == link;
            }
            byte[] frame = own ? thanks : news;
            if (frame == null) {
                frame = toAll(own ? List.of() : added);
            }
            if (own) {
                thanks = frame;
            } else {
                news = frame;
            }
            link.sent = replica.graph().size();
            link.client.send(frame);
        }
        parts.meters.broadcasts.increment();
    }

    private byte[] toAll(Collection<Change> changes) {
        var heads = replica.graph().heads();
        byte[] message =
                SyncMessage.encode(
                        heads,
                        List.of(),
                        heads,
                        BloomFilter.empty(),
                        changes.stream().map(Change::chunk).toList());
        return frame(message, RepoCodec.EVERYONE);
    }

    private byte[] frame(byte[] message, String target) {
        return parts.codec.sync(
                parts.services.self().peerId(), target, document.id.value(), message);
    }

    void serveAll() {
        for (Link link : List.copyOf(links.values())) {
            serve(link);
        }
    }

    /// A follower's answer is out: what came meanwhile is told now.
    void answered(Follower follower) {
        if (links.containsKey(follower) && follower.answered()) {
            follower.tell(new Notices(parts, document.id, replica).missed());
        }
    }

    /// Sends the answer that is due, unless it must wait: for the client's own changes to be stored, or for old changes to be read.
    void serve(Link link) {
        SyncMessage said = link.last;
        if (!link.owed || said == null || link.underWay > 0 || !link.mayRead()) {
            return;
        }
        ChangeGraph graph = replica.graph();
        Answer answer = Answer.to(said, graph, link, intake.missing(link));
        List<byte[]> chunks = replica.chunks(answer.send());
        if (chunks == null) {
            loading.refill();
            return;
        }
        link.owed = false;
        link.synced = answer.inSync();
        link.sent = graph.size();
        var exchange = new Link.Exchange(said.heads(), graph.heads(), answer.need());
        if (chunks.isEmpty() && said.need().isEmpty() && exchange.equals(link.exchange)) {
            return; // it has been said
        }
        link.exchange = exchange;
        parts.meters.generalAnswers.increment();
        link.client.send(frame(answer.encode(graph, chunks), link.client.peerId()));
    }

    /// Old changes cannot be read: who lacks them comes back later.
    void giveUpOwed() {
        for (Link link : List.copyOf(links.values())) {
            if (link.owed || !link.held.isEmpty()) {
                document.overload(link);
            }
        }
    }

    void pass(RepoMessage.Ephemeral message, @Nullable Link except) {
        byte[] frame = null;
        for (Link link : links.values()) {
            if (link != except && link.mayRead() && !(link.client instanceof Follower)) {
                frame = frame == null ? parts.codec.ephemeral(message) : frame;
                link.client.send(frame);
                parts.meters.ephemeralsRelayed.increment();
            }
        }
    }
}
