package coffee.crema.realtime.store;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.wire.Event;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Events that were committed and have yet to be published. {@link Tx#publish} puts them in, {@link OutboxRelay} takes them out.
///
/// Rows belong to the node that wrote them. When it cannot see to them, another node takes over *all* of its rows at once, never some of them: so whoever publishes
/// rows of a node publishes them in their order, and two that do so by mistake change nothing, because each row has one idempotency key.
///
/// **Threading.** Any thread; does not block. Stages complete on the store's threads and fail with {@link StoreUnavailableException}.
public interface Outbox {

    /// @param node who wrote it
    /// @param sequence rises in the order of writing on that node, from 1
    record Row(NodeId node, long sequence, ChannelName channel, Event event) {

        /// The same for ever and never used again: a node's id is of one life of one node.
        public String idempotencyKey() {
            return "outbox/" + node.value() + "/" + sequence;
        }
    }

    /// What one node has in the outbox.
    ///
    /// @param node who wrote it
    /// @param keeper who sees to it: the node itself, or who took over
    /// @param oldestSequence of its rows
    /// @param oldestAtMs when its oldest row was written, Unix milliseconds by the writer's clock
    record Share(NodeId node, NodeId keeper, long oldestSequence, long oldestAtMs) {}

    /// Called on the store's threads, in the order of the commits of one lane; must not block.
    interface Listener {

        /// Right after the commit, before the stages of the work complete.
        void committed(List<Row> rows);

        /// A commit whose outcome is unknown wrote rows: they may be in the table.
        void uncertain();
    }

    /// The node whose rows this process writes.
    NodeId self();

    /// There is one listener: the newest.
    void listen(Listener listener);

    /// The rows of a node with the smallest sequences, in their order.
    CompletionStage<List<Row>> oldest(NodeId node, int limit);

    /// Published: not needed any more. Rows that are gone already are skipped.
    CompletionStage<Void> remove(List<Row> rows);

    /// Every node that has rows, this one included.
    CompletionStage<List<Share>> shares();

    /// Makes this node the keeper of another's rows, if `from` still is.
    ///
    /// @return whether this node is the keeper now
    CompletionStage<Boolean> takeOver(NodeId node, NodeId from);

    /// Gives back what was taken over.
    CompletionStage<Void> release(NodeId node);
}
