package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.StoreUnavailableException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A piece of work and its stage. What came of it is kept until {@link #settle}, for the transaction may still fail.
final class Piece<T> {

    final CompletableFuture<T> stage = new CompletableFuture<>();
    final String lane;
    private final Database.Work<T> work;
    private @Nullable T value;
    private @Nullable Throwable failure;

    /// @param lane what must keep its order
    Piece(String lane, Database.Work<T> work) {
        this.lane = lane;
        this.work = work;
    }

    /// @return what it threw; null when it did not
    @Nullable Throwable run(JdbiTx tx) {
        value = null;
        failure = null;
        try {
            value = work.run(tx);
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            tx.end();
        }
        return failure;
    }

    /// It ran, and the database did not keep it.
    void undone(Throwable cause) {
        failure = cause;
    }

    /// What it failed with; null when it did not.
    @Nullable Throwable failure() {
        return failure;
    }

    /// Completes the stage with what came of the run.
    @SuppressWarnings("NullAway") // the value of a work of nothing is null
    void settle() {
        if (failure == null) {
            stage.complete(value);
        } else {
            stage.completeExceptionally(failure);
        }
    }

    void unavailable(StoreUnavailableException cause) {
        stage.completeExceptionally(cause);
    }
}
