package coffee.crema.crdt.worker;

import coffee.crema.crdt.AutomergeWorkers.History;
import coffee.crema.crdt.AutomergeWorkers.Verdict;
import coffee.crema.crdt.Change;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Does again, in workers made for it and thrown away, what a worker did not survive. One thing at a time.
///
/// **Threading.** Any thread; nothing blocks. Stages complete on threads of its own.
///
/// **Errors.** `unavailable` when too much waits, when no worker starts, or when it takes too long.
public interface Examiner extends AutoCloseable {

    /// Which of the changes are at fault; the others are found sound together with the history.
    CompletionStage<Verdict> examine(History history, List<Change> changes);

    /// The answer to one call, made on a copy of its own.
    ///
    /// @param history none for a call without a document
    /// @return `TOO_LARGE` when it did not survive this one either
    CompletionStage<Reply> ask(Optional<History> history, Command command, byte[] payload);

    /// Whether a worker survives the history.
    CompletionStage<Boolean> bears(History history);

    @Override
    void close();
}
