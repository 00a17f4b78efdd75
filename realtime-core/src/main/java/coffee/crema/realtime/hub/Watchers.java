package coffee.crema.realtime.hub;

import coffee.crema.realtime.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Who follows a channel for the node itself, without being a member. In the channel's turn only.
final class Watchers {
    private int count;
    private List<CompletableFuture<Position>> waiting = new ArrayList<>();

    boolean isEmpty() {
        return count == 0;
    }

    /// @param at where the channel stands; null while it is not followed
    void add(CompletableFuture<Position> promise, @Nullable Position at) {
        count++;
        if (at == null) {
            waiting.add(promise);
        } else {
            promise.complete(at);
        }
    }

    void remove() {
        count = Math.max(0, count - 1);
    }

    /// The channel is followed from here on.
    void followed(Position at) {
        List<CompletableFuture<Position>> served = waiting;
        waiting = new ArrayList<>();
        served.forEach(promise -> promise.complete(at));
    }

    /// The channel cannot be followed.
    void refuse(Throwable cause) {
        List<CompletableFuture<Position>> refused = waiting;
        waiting = new ArrayList<>();
        count -= refused.size();
        refused.forEach(promise -> promise.completeExceptionally(cause));
    }
}
