package coffee.crema.crdt.worker;

import java.util.concurrent.CompletionStage;

/// Starts workers.
public interface WorkerStarter extends AutoCloseable {

    /// Any thread; does not block.
    ///
    /// @return once it has answered its first call; fails when it did not come so far. The listener hears only of one that did
    CompletionStage<Worker> start(Worker.Listener listener);

    /// Kills every worker that was started, waits until they are gone, and removes what they left on the disk. Blocks for up to a few seconds.
    @Override
    void close();
}
