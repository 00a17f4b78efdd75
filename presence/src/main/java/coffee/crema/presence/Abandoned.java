package coffee.crema.presence;

import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tells which nodes have been silent for so long that their entries can be removed from the table. Until then they are only hidden: a paused node may return.
///
/// **Threading.** Any thread.
final class Abandoned {
    static final Duration AFTER = Duration.ofSeconds(30);

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private final NodeDirectory nodes;
    private final Scheduler scheduler;
    private final Map<NodeId, Long> silentSinceNanos = new ConcurrentHashMap<>();

    Abandoned(NodeDirectory nodes, Scheduler scheduler) {
        this.nodes = nodes;
        this.scheduler = scheduler;
    }

    /// A node that this one never heard of begins to be silent at the first question.
    boolean isAbandoned(NodeId node) {
        if (nodes.alive().contains(node)) {
            silentSinceNanos.remove(node);
            return false;
        }
        long since = silentSinceNanos.computeIfAbsent(node, id -> scheduler.nanos());
        return scheduler.nanos() - since >= AFTER.toNanos();
    }

    /// Forgets nodes that have been silent for long; to be called from time to time.
    void prune() {
        silentSinceNanos
                .values()
                .removeIf(since -> scheduler.nanos() - since > FORGOTTEN_AFTER.toNanos());
    }
}
