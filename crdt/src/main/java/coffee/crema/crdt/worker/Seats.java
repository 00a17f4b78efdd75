package coffee.crema.crdt.worker;

import coffee.crema.crdt.DocumentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which document is at which worker; the ones used last come last. Only touched in the foreman's turn.
final class Seats {
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<DocumentId, Seat> seats = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private final WorkerMeters meters;
    private long lastCopy;

    Seats(WorkerMeters meters) {
        this.meters = meters;
    }

    /// Marks it as used.
    Optional<Seat> find(DocumentId document) {
        return Optional.ofNullable(seats.get(document));
    }

    /// The seat, if it is still this copy's.
    Optional<Seat> find(DocumentId document, long copy) {
        return find(document).filter(seat -> seat.copy == copy);
    }

    Seat take(DocumentId document, Slot slot) {
        var seat = new Seat(document, ++lastCopy, slot);
        seats.put(document, seat);
        meters.copyBytes.addAndGet(seat.bytes);
        meters.copies.set(seats.size());
        return seat;
    }

    void grew(Seat seat, int changes, long chunkBytes) {
        long before = seat.bytes;
        seat.grew(changes, chunkBytes);
        meters.copyBytes.addAndGet(seat.bytes - before);
    }

    /// The worker is told to free the copy, if it still can be told.
    ///
    /// @return what waited for the copy
    List<Task> leave(Seat seat, WorkerSettings settings) {
        seats.remove(seat.document);
        seat.slot.copyBytes -= seat.bytes;
        Worker worker = seat.slot.worker;
        if (worker != null) {
            worker.offer(
                    new Errand.Free(
                            new Request(
                                    Command.FREE,
                                    seat.copy,
                                    Request.NOTHING,
                                    settings.timeout(0))));
        }
        meters.copyBytes.addAndGet(-seat.bytes);
        meters.copies.set(seats.size());
        return List.copyOf(seat.waiting);
    }

    /// All at one place.
    List<Seat> at(Slot slot) {
        return seats.values().stream().filter(seat -> seat.slot == slot).toList();
    }

    /// The ones not used longest, so many that the rest of the place fits; none that is in use.
    List<Seat> tooMany(Slot slot, long bytesMax) {
        var leaving = new ArrayList<Seat>();
        long bytes = slot.copyBytes;
        for (Seat seat : seats.values()) {
            if (bytes <= bytesMax) {
                break;
            }
            if (seat.slot == slot && seat.open && seat.underWay == 0) {
                leaving.add(seat);
                bytes -= seat.bytes;
            }
        }
        return leaving;
    }
}
