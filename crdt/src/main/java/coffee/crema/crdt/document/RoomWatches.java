package coffee.crema.crdt.document;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.rooms.RoomId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The live documents of each room, whose channel is watched while there are any: what changes somebody's role there changes what they may do with the documents.
///
/// **Threading.** Any thread.
final class RoomWatches {
    private final Hub hub;
    private final Scheduler time;

    /// Guarded by itself.
    private final Map<RoomId, Room> rooms = new HashMap<>();

    private record Room(Set<LiveDocument> documents, Watch watch) {}

    RoomWatches(Hub hub, Scheduler time) {
        this.hub = hub;
        this.time = time;
    }

    void add(RoomId id, LiveDocument document) {
        Watch begun = null;
        synchronized (rooms) {
            Room room = rooms.get(id);
            if (room == null) {
                begun = new Watch(hub, id.channel(), time, () -> {}, () -> changed(id, null));
                room = new Room(new HashSet<>(), begun);
                rooms.put(id, room);
            }
            room.documents.add(document);
        }
        if (begun != null) {
            begun.begin();
        }
    }

    void remove(RoomId id, LiveDocument document) {
        Watch over = null;
        synchronized (rooms) {
            Room room = rooms.get(id);
            if (room != null && room.documents.remove(document) && room.documents.isEmpty()) {
                rooms.remove(id);
                over = room.watch;
            }
        }
        if (over != null) {
            over.end();
        }
    }

    /// @param user whose role in the room may have changed; null for everyone's
    void changed(RoomId id, @Nullable UserId user) {
        for (LiveDocument document : of(id)) {
            document.inTurn(() -> document.refresh(user));
        }
    }

    private List<LiveDocument> of(RoomId id) {
        synchronized (rooms) {
            Room room = rooms.get(id);
            return room == null ? List.of() : List.copyOf(room.documents);
        }
    }
}
