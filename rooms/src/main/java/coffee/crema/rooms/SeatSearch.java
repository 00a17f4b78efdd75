package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What a full room does for a newcomer: the seats of members who are away become free, and the newcomer tries once more.
final class SeatSearch {
    private final RoomDesk desk;
    private final List<RoomFeature> features;

    SeatSearch(RoomDesk desk, List<RoomFeature> features) {
        this.desk = desk;
        this.features = List.copyOf(features);
    }

    /// @param attempt tries to sit down; called again at most once
    <T> CompletionStage<T> whenFull(RoomId room, Supplier<CompletionStage<T>> attempt) {
        return attempt.get()
                .exceptionallyCompose(failure -> {
                    boolean full =
                            Causes.root(failure) instanceof RejectedException refusal
                                    && refusal.code() == ErrorCode.FULL;
                    if (!full) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    return freeSeats(room)
                            .thenCompose(freed ->
                                    freed > 0
                                            ? attempt.get()
                                            : CompletableFuture.failedFuture(failure));
                });
    }

    /// @return how many became free; none when nobody knows who is present
    private CompletionStage<Integer> freeSeats(RoomId room) {
        List<CompletableFuture<Set<UserId>>> answers =
                features.stream()
                        .map(feature -> feature.occupants(room))
                        .flatMap(Optional::stream)
                        .map(CompletionStage::toCompletableFuture)
                        .toList();
        if (answers.isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenCompose(_ -> {
                    Set<UserId> present = new HashSet<>();
                    answers.forEach(answer -> present.addAll(answer.resultNow()));
                    long seatedBeforeMs = desk.nowMs() - RoomLimits.SEAT_GRACE_MS;
                    return desk.database()
                            .write(
                                    room.value(),
                                    tx ->
                                            desk.store().lock(tx, room)
                                                    ? desk.store()
                                                            .freeSeats(
                                                                    tx,
                                                                    room,
                                                                    present,
                                                                    seatedBeforeMs)
                                                    : 0);
                });
    }
}
