package coffee.crema.crdt.worker;

import java.util.List;
import java.util.Optional;

/// A process that runs Automerge's own code: one call at a time, in the order offered.
public interface Worker {

    /// What is asked of a worker, and kept until it has answered.
    interface Job {
        Request request();
    }

    /// Who hears of a worker. Called on its thread: hand over.
    interface Listener {
        void replied(Worker worker, Job job, Reply reply);

        /// It has done so much that a fresh one would be better. Once.
        void worn(Worker worker);

        /// Once; nothing follows.
        ///
        /// @param underWay the call during which it ended
        /// @param waiting calls it never saw
        void ended(Worker worker, Death death, Optional<Job> underWay, List<Job> waiting);
    }

    /// Any thread; does not block.
    ///
    /// @return false when it has ended, or shall
    boolean offer(Job job);

    /// Calls it has not answered.
    int waiting();

    /// It does what it was asked and ends.
    void retire();

    /// It ends at once.
    void kill();
}
