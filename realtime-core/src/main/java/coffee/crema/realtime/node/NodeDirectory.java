package coffee.crema.realtime.node;

import java.util.Set;

/// Which nodes are alive, as this node sees it: each says so every 500 ms, and one that is silent for 3 s is dead.
///
/// **Threading.** Any thread; does not block. Listeners are called on one thread, in order.
public interface NodeDirectory extends AutoCloseable {

    NodeId self();

    /// Includes this node. While the shared store is away, the last known set.
    Set<NodeId> alive();

    /// Hears of changes.
    void listen(Listener listener);

    /// Must not block.
    interface Listener {
        void joined(NodeId node);

        /// The node fell silent or said goodbye. It may come back (it was paused): then `joined` is called again.
        void gone(NodeId node);
    }

    @Override
    void close();
}
