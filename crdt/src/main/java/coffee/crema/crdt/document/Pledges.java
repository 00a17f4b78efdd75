package coffee.crema.crdt.document;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Who waits until changes are stored, whoever else brought them too. In the document's turn only.
final class Pledges {

    private record Pledge(Set<ChangeHash> awaited, CompletableFuture<List<ChangeHash>> kept) {}

    private final Replica replica;
    private final Intake intake;
    private final List<Pledge> pledges = new ArrayList<>();

    Pledges(Replica replica, Intake intake) {
        this.replica = replica;
        this.intake = intake;
    }

    /// @param kept completed with the document's heads; fails with `unavailable` when the changes were dropped for no fault of theirs
    void add(Set<ChangeHash> awaited, CompletableFuture<List<ChangeHash>> kept) {
        pledges.add(new Pledge(awaited, kept));
        settle();
    }

    /// Something was stored, or given up.
    void settle() {
        pledges.removeIf(this::isOver);
    }

    private boolean isOver(Pledge pledge) {
        if (pledge.kept().isDone()) {
            return true;
        }
        if (replica.graph().containsAll(pledge.awaited())) {
            pledge.kept().complete(replica.graph().heads());
            return true;
        }
        if (pledge.awaited().stream().allMatch(intake::holds)) {
            return false;
        }
        pledge.kept()
                .completeExceptionally(
                        RejectedException.of(
                                ErrorCode.UNAVAILABLE, "the changes could not be stored"));
        return true;
    }
}
