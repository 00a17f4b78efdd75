package coffee.crema.realtime.store;

import java.util.concurrent.CompletionStage;

/// The SQL store: what must not be lost.
///
/// **Writes** are gathered: many pieces of work share one transaction and one commit (group commit), each behind a savepoint, so that one that throws
/// undoes only itself. A stage completes after the commit. Pieces of work with the same lane run in the order of their calls, one after another; those of a transaction in the
/// order of their lanes' names, so that nodes whose work locks rows of the same lanes wait for one another and do not block each other.
///
/// A writer begins a transaction at most every 2 ms: what comes meanwhile shares the next one.
///
/// **Threading.** Any thread may call; nothing blocks the caller. Work runs on the store's own threads and may block there (JDBC), but must not wait for other
/// work. Stages complete on the store's threads: do not block in what depends on them.
///
/// **Errors.** A stage fails with what the work threw; with {@link StoreUnavailableException} when the database cannot be reached, the queue is full or the commit
/// failed (the outcome may be unknown; a recorded command may be sent again).
public interface Database extends AutoCloseable {

    /// Work inside a transaction. May run again from the start if the database asks for it (deadlock), so it must have no other effects.
    @FunctionalInterface
    interface Work<T> {
        T run(Tx tx);
    }

    /// Writes, or reads and writes.
    ///
    /// @param lane what must keep its order, for example a room's id
    <T> CompletionStage<T> write(String lane, Work<T> work);

    /// Reads committed state, beside the writers.
    <T> CompletionStage<T> read(Work<T> work);

    @Override
    void close();
}
