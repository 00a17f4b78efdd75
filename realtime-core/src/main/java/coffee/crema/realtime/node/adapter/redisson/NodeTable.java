package coffee.crema.realtime.node.adapter.redisson;

import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When each node was heard last, and who is alive by that. Decides without I/O; one thread at a time, but {@link #alive} from any.
final class NodeTable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTable.class);

    private final NodeId self;
    private final long silenceNanos;
    private final long blindNanos;
    private static final int DEPARTED_MAX = 256;

    private final SequencedSet<NodeId> departed = new LinkedHashSet<>();
    private final Map<NodeId, Long> heard = new HashMap<>();
    private final List<NodeDirectory.Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Set<NodeId> alive;
    private long answeredNanos;

    /// @param silence after which a node is gone
    /// @param blind how long this node may be without an answer of Redis and still judge the others: what it did not hear meanwhile says nothing about them
    NodeTable(NodeId self, Duration silence, Duration blind, long nowNanos) {
        this.self = self;
        this.silenceNanos = silence.toNanos();
        this.blindNanos = blind.toNanos();
        this.alive = Set.of(self);
        this.answeredNanos = nowNanos;
    }

    Set<NodeId> alive() {
        return alive;
    }

    void listen(NodeDirectory.Listener listener) {
        listeners.add(listener);
    }

    /// Redis answered a heartbeat of this node. After it was away, everyone gets the whole time again.
    void answered(long nowNanos) {
        if (nowNanos - answeredNanos > blindNanos) {
            heard.replaceAll((node, last) -> nowNanos);
        }
        answeredNanos = nowNanos;
    }

    /// A node was heard at `atNanos`.
    void heard(NodeId node, long atNanos, long nowNanos) {
        if (node.equals(self) || departed.contains(node) || nowNanos - atNanos > silenceNanos) {
            return;
        }
        Long last = heard.get(node);
        if (last == null) {
            heard.put(node, atNanos);
            publish();
            tell(listener -> listener.joined(node));
        } else if (atNanos - last > 0) {
            heard.put(node, atNanos);
        }
    }

    /// A node left for good: what was under way when it did must not bring it back.
    void goodbye(NodeId node) {
        departed.add(node);
        if (departed.size() > DEPARTED_MAX) {
            departed.removeFirst();
        }
        remove(node);
    }

    private void remove(NodeId node) {
        if (heard.remove(node) != null) {
            publish();
            tell(listener -> listener.gone(node));
        }
    }

    /// Declares those gone that have been silent for too long, unless this node itself could not hear.
    void sweep(long nowNanos) {
        if (nowNanos - answeredNanos > blindNanos) {
            return;
        }
        var silent = new ArrayList<NodeId>();
        heard.forEach((node, last) -> {
            if (nowNanos - last > silenceNanos) {
                silent.add(node);
            }
        });
        silent.forEach(this::remove);
    }

    private void publish() {
        var nodes = new HashSet<>(heard.keySet());
        nodes.add(self);
        alive = Set.copyOf(nodes);
    }

    private void tell(Consumer<NodeDirectory.Listener> call) {
        for (NodeDirectory.Listener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener of the node directory failed", e);
            }
        }
    }
}
