package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.document.Intake.Entry;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.hub.Mailbox;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One document on this node: what its clients say, what other nodes tell of it, and what comes of both, in one serial turn.
///
/// A client is **linked** from its first message on. What it brings goes into the {@link Intake}, through the {@link Committer} into the store, and from there, as from other
/// nodes, to all links ({@link Links}). Nothing is sent on, or acknowledged, that is not stored.
///
/// **Threading.** Package methods marked *any thread* post a turn; everything else is in the turn only.
final class LiveDocument {
    final DocumentId id;
    private final DocumentParts parts;
    private final LiveDocuments owner;
    private final Mailbox mailbox;
    private final Replica replica = new Replica();
    private final Intake intake = new Intake(replica);
    private final NativeCopy nativeCopy;
    private final Committer committer;
    private final Loading loading;
    private final Links links;
    private final Rights rights;
    private final Arrivals arrivals;
    private final Replication replication;
    private final Edits edits;
    private final Pledges pledges;
    private final Offering offering;

    /// Empty while it is read, and when there is no such document.
    private @Nullable DocumentInfo info;

    /// Whether it is in the store; otherwise its first change will bring it there.
    private boolean born;

    LiveDocument(DocumentId id, DocumentParts parts, LiveDocuments owner) {
        this.id = id;
        this.parts = parts;
        this.owner = owner;
        this.mailbox =
                new Mailbox(parts.turns(), DocumentLimits.MAILBOX_MAX, parts.meters.mailboxDropped);
        this.loading = new Loading(this, parts, replica);
        this.nativeCopy = new NativeCopy(id, parts.workers(), loading::history);
        this.committer = new Committer(this, parts, intake, nativeCopy);
        this.links = new Links(this, parts, replica, intake, loading);
        this.rights = new Rights(this, parts);
        this.arrivals = new Arrivals(this, parts, intake, rights);
        this.replication = new Replication(this, parts, intake, loading);
        this.edits = new Edits(this, parts, nativeCopy, loading);
        this.pledges = new Pledges(replica, intake);
        this.offering = new Offering(this, parts, intake, pledges);
    }

    /// Any thread.
    void inTurn(Runnable task) {
        mailbox.post(task);
    }

    /// For what may be dropped when too much waits. Any thread.
    ///
    /// @return false when it was
    boolean offer(Runnable task) {
        return mailbox.offer(task);
    }

    /// Any thread.
    void open() {
        inTurn(loading::begin);
    }

    /// Any thread. Nobody uses it any more.
    void close() {
        inTurn(() -> {
            loading.end();
            nativeCopy.forget();
            if (info != null) {
                owner.left(this, info);
            }
        });
    }

    /// Runs in the turn, once the document was read. Any thread.
    void whenLoaded(Runnable task) {
        inTurn(() -> {
            if (loading.isDone()) {
                task.run();
            } else {
                loading.afterwards(task);
            }
        });
    }

    @Nullable DocumentInfo info() {
        return info;
    }

    boolean isLoaded() {
        return loading.isDone();
    }

    Committer committer() {
        return committer;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Replica replica() {
        return replica;
    }

    Links links() {
        return links;
    }

    NativeCopy nativeCopy() {
        return nativeCopy;
    }

    /// A sync message came. Any thread.
    ///
    /// @param asks whether it came as `request`: the client has nothing
    /// @param taken runs when the message is no longer held
    void received(DocumentClient client, byte[] data, boolean asks, Runnable taken) {
        boolean posted =
                mailbox.offer(() -> {
                    try {
                        arrivals.read(client, data, asks);
                    } finally {
                        taken.run();
                    }
                });
        if (!posted) {
            taken.run();
            client.close(CloseCode.OVERLOADED);
        }
    }

    /// A client may make this document, and brings its first change.
    void conceive(DocumentInfo candidate) {
        info = candidate;
        born = false;
        owner.entered(this, candidate);
    }

    /// The store was read.
    void loaded(@Nullable DocumentInfo found) {
        become(found);
        born = found != null;
        links.reconsider();
        committer.wake();
    }

    private void become(@Nullable DocumentInfo found) {
        DocumentInfo before = info;
        info = found;
        if (!roomOf(before).equals(roomOf(found))) {
            if (before != null) {
                owner.left(this, before);
            }
            if (found != null) {
                owner.entered(this, found);
            }
        }
    }

    private static Optional<RoomId> roomOf(@Nullable DocumentInfo info) {
        return info == null ? Optional.empty() : info.room();
    }

    /// What the document is has changed in the store: frozen, thawed, deleted.
    void refresh(@Nullable UserId user) {
        if (loading.isDone() && born) {
            loading.info()
                    .whenComplete((found, failure) ->
                            inTurn(() -> {
                                if (failure == null && found.isPresent() && born) {
                                    become(found.get());
                                }
                                recheck(user);
                            }));
        }
    }

    /// @param user whose rights may have changed; null for everyone's
    void recheck(@Nullable UserId user) {
        if (info != null && loading.isDone()) {
            rights.recheck(info, links.of(user));
        }
    }

    /// Puts a batch into the store, and the word of it into the outbox.
    CompletionStage<List<Stored>> store(List<Entry> batch) {
        DocumentInfo what = Objects.requireNonNull(info, "a change has a document");
        return parts.database().write(id.value(), new StoreBatch(parts, what, born, batch));
    }

    /// Somebody else made the document first: rights were asked for another one.
    void taken() {
        links.forgetRights();
        loading.again();
    }

    /// These are stored.
    void committed(List<Entry> batch) {
        boolean first = !born;
        born = true;
        Map<Change, Entry> added = new LinkedHashMap<>();
        for (Entry entry : batch) {
            if (replica.add(entry.change())) {
                added.put(entry.change(), entry);
            }
        }
        links.tell(
                List.copyOf(added.keySet()),
                change -> {
                    Entry entry = added.get(change);
                    return entry == null ? null : entry.link();
                },
                added.values().stream().map(Entry::author).collect(Collectors.toSet()));
        if (first) {
            links.reconsider();
        }
        // Also when the event of the commit was faster than the commit's own word.
        stored(batch.stream().map(Entry::change).toList());
        loading.keepInBounds();
    }

    /// This node stored these.
    void stored(List<Change> changes) {
        if (info != null) {
            owner.stored(this, info, changes);
        }
    }

    /// A batch ended, one way or the other.
    void afterBatch() {
        pledges.settle();
        links.serveAll();
    }

    /// Its changes are not taken; what others change goes on to reach it.
    void decline(Link link, RejectedException refusal) {
        link.refused = true;
        link.client.refuse(id, refusal);
    }

    /// A client sent what no document can take.
    void turnAway(Link link, RejectedException refusal) {
        link.client.refuse(id, refusal);
        link.client.close(CloseCode.CHANGE_REFUSED);
        for (Entry lost : intake.drop(entry -> entry.link() == link)) {
            if (lost.link() != link) {
                overload(lost.link());
            }
        }
    }

    /// What a client sent is dropped, so it must come back and send it again.
    void overload(Link link) {
        link.client.close(CloseCode.OVERLOADED);
    }

    Offering offering() {
        return offering;
    }

    Pledges pledges() {
        return pledges;
    }

    /// Any thread.
    void leave(DocumentClient client) {
        inTurn(() -> {
            Link link = links.remove(client);
            if (link != null) {
                intake.dropWaiting(link); // what is ready is stored all the same
            }
        });
    }

    /// Changes of the server's own.
    Edits edits() {
        return edits;
    }

    /// Runs the task when all that is stored by now is here.
    void refreshed(Runnable task) {
        loading.refresh(task);
    }

    Replication replication() {
        return replication;
    }
}
