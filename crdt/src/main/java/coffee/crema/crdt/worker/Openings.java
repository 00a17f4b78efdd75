package coffee.crema.crdt.worker;

import coffee.crema.realtime.time.Scheduler;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Opens documents: asks for their history and has a worker load it. Only touched in the foreman's turn.
final class Openings {
    private final WorkerSettings settings;
    private final Seats seats;
    private final Scheduler scheduler;
    private final Executor turn;

    Openings(WorkerSettings settings, Seats seats, Scheduler scheduler, Executor turn) {
        this.settings = settings;
        this.seats = seats;
        this.scheduler = scheduler;
        this.turn = turn;
    }

    /// What waits for the copy is asked of its worker once it is loaded.
    Seat open(Task.Subject subject, Slot slot) {
        Seat seat = seats.take(subject.document(), slot);
        seat.fetching = true;
        subject.history()
                .chunks()
                .whenComplete(
                        (chunks, failure) -> turn.execute(() -> fetched(seat, chunks, failure)));
        scheduler.after(
                settings.patience(),
                () ->
                        turn.execute(() -> {
                            if (seat.fetching) {
                                fetched(
                                        seat,
                                        null,
                                        Replies.unavailable("the history does not come"));
                            }
                        }));
        return seat;
    }

    private void fetched(Seat seat, @Nullable List<byte[]> chunks, @Nullable Throwable failure) {
        if (!seat.fetching || seats.find(seat.document, seat.copy).isEmpty()) {
            return;
        }
        seat.fetching = false;
        if (chunks == null) {
            Throwable why = failure == null ? new IllegalStateException("no history") : failure;
            seats.leave(seat, settings).forEach(task -> task.fail(why));
            return;
        }
        seats.grew(seat, chunks.size(), chunks.stream().mapToLong(c -> c.length).sum());
        load(seat, Batch.pieces(chunks));
    }

    private void load(Seat seat, List<byte[]> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            byte[] piece = pieces.get(i);
            var request =
                    new Request(Command.LOAD, seat.copy, piece, settings.timeout(piece.length));
            Worker worker = seat.slot.worker;
            if (worker != null) {
                worker.offer(
                        new Errand.Load(seat.document, seat.copy, request, i == pieces.size() - 1));
            }
        }
    }
}
