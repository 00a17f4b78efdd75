package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The documents in memory: from their first user until a while after their last.
///
/// **Threading.** Any thread.
final class LiveDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDocuments.class);

    private static final class Place {
        final LiveDocument document;

        /// Changed under the map's lock of this document.
        int users;

        Place(LiveDocument document) {
            this.document = document;
        }
    }

    private final DocumentParts parts;
    private final RoomWatches rooms;
    private final ConcurrentMap<DocumentId, Place> places = new ConcurrentHashMap<>();

    LiveDocuments(DocumentParts parts) {
        this.parts = parts;
        this.rooms = new RoomWatches(parts.hub(), parts.time());
    }

    int count() {
        return places.size();
    }

    RoomWatches rooms() {
        return rooms;
    }

    /// @throws RejectedException `too_many`
    LiveDocument enter(DocumentId id) {
        if (places.size() >= parts.limits.liveMax() && !places.containsKey(id) && !makeRoom()) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "too many live documents", parts.limits.liveMax());
        }
        Place place =
                places.compute(
                        id,
                        (_, known) -> {
                            Place found = known;
                            if (found == null) {
                                found = new Place(new LiveDocument(id, parts, this));
                                found.document.open();
                            }
                            found.users++;
                            return found;
                        });
        return place.document;
    }

    void leave(LiveDocument document) {
        places.computeIfPresent(
                document.id,
                (_, place) -> {
                    if (place.document == document && --place.users == 0) {
                        parts.time().after(parts.limits.linger(), () -> retire(document));
                    }
                    return place;
                });
    }

    /// Unless somebody uses it again, or it has still something to store.
    private boolean retire(LiveDocument document) {
        Place left =
                places.computeIfPresent(
                        document.id,
                        (_, place) ->
                                place.document == document && place.users == 0 ? null : place);
        if (left == null || left.document != document) {
            document.close();
            return true;
        }
        return false;
    }

    private boolean makeRoom() {
        for (Place place : places.values()) {
            if (place.users == 0 && retire(place.document)) {
                return true;
            }
        }
        return false;
    }

    @Nullable LiveDocument find(DocumentId id) {
        Place place = places.get(id);
        return place == null ? null : place.document;
    }

    List<LiveDocument> all() {
        return places.values().stream().map(place -> place.document).toList();
    }

    /// A document turned out to be this. In its turn.
    void entered(LiveDocument document, DocumentInfo info) {
        info.room().ifPresent(room -> rooms.add(room, document));
    }

    /// It is that no more. In its turn.
    void left(LiveDocument document, DocumentInfo info) {
        info.room().ifPresent(room -> rooms.remove(room, document));
    }

    /// This node stored changes. In the document's turn.
    void stored(LiveDocument document, DocumentInfo info, List<Change> changes) {
        LiveDocument current = find(info.id());
        if (current != null && current != document) {
            // It was opened again while this one, already retired, stored its last.
            current.replication().interrupted();
        }
        long bytes = 0;
        for (Change change : changes) {
            bytes += change.chunk().length;
        }
        parts.services.compactor().grown(info.id(), changes.size(), bytes);
        parts.policy(info.kind())
                .ifPresent(policy -> {
                    try {
                        policy.changed(info, changes);
                    } catch (RuntimeException e) {
                        LOG.error("the owner of {} documents failed", info.kind(), e);
                    }
                });
    }
}
