package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A directory whose living nodes the test decides.
final class KnownNodes implements NodeDirectory {
    private final NodeId self;
    private final Set<NodeId> alive = ConcurrentHashMap.newKeySet();

    KnownNodes(String self, String... others) {
        this.self = new NodeId("n-" + self);
        alive.add(this.self);
        Arrays.stream(others).forEach(other -> alive.add(new NodeId("n-" + other)));
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Set<NodeId> alive() {
        return Set.copyOf(alive);
    }

    @Override
    public void listen(Listener listener) {}

    @Override
    public void close() {}
}
