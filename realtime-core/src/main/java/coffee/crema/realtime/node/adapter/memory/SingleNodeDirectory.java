package coffee.crema.realtime.node.adapter.memory;

import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import java.util.Set;

/// A node that has no others: nobody ever joins or goes.
public final class SingleNodeDirectory implements NodeDirectory {

    private final NodeId self;
    private final Set<NodeId> alive;

    public SingleNodeDirectory(NodeId self) {
        this.self = self;
        this.alive = Set.of(self);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Set<NodeId> alive() {
        return alive;
    }

    @Override
    public void listen(Listener listener) {
        // There is never anything to hear.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
