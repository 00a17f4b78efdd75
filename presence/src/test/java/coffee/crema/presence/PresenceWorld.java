package coffee.crema.presence;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.simulation.World;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomFeature;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A simulated cluster in which people are present: nodes fall silent and return, the table and the words between nodes fail.
final class PresenceWorld {
    static final Duration SILENCE = Duration.ofSeconds(3);

    final World world;
    final WireMapper wire = new WireMapper(RealtimeLimits.Wire.defaults());
    final SimulatedTable.Shared table = new SimulatedTable.Shared();
    final List<PresentNode> nodes = new ArrayList<>();

    PresenceWorld(long seed, int nodeCount) {
        world = new World(seed, nodeCount);
        world.nodes().forEach(node -> nodes.add(new PresentNode(node)));
        nodes.forEach(PresentNode::start);
    }

    /// One node with its presence, its way to the table, and its opinion of who is alive.
    final class PresentNode implements NodeDirectory {
        final World.Node node;
        final SimulatedTable way;
        final NodeId id;
        private final Set<NodeId> alive = new HashSet<>();
        private final List<Listener> listeners = new ArrayList<>();
        private boolean silent;

        PresentNode(World.Node node) {
            this.node = node;
            this.id = new NodeId("n-" + node.number());
            this.way = new SimulatedTable(table, world.time(), world.random());
        }

        void start() {
            nodes.forEach(other -> alive.add(other.id));
            var presence =
                    new Presence(
                            node.hub(),
                            way,
                            this,
                            world.time(),
                            wire,
                            new NobodySeen(),
                            PresenceSettings.defaults(),
                            new SimpleMeterRegistry());
            node.hub().observe("room:", new Doorman(presence));
        }

        boolean isSilent() {
            return silent;
        }

        /// Killed, paused or cut off: it reaches nobody and nobody reaches it. The others notice after a while.
        void fallSilent() {
            silent = true;
            node.broker().cut();
            way.cut(true);
            world.time()
                    .after(
                            SILENCE,
                            () -> {
                                if (silent) {
                                    others().forEach(other -> other.lose(id));
                                }
                            });
        }

        void speakAgain() {
            silent = false;
            way.cut(false);
            node.broker().heal();
            others().forEach(other -> other.find(id));
        }

        private List<PresentNode> others() {
            return nodes.stream().filter(other -> other != this).toList();
        }

        private void lose(NodeId other) {
            if (alive.remove(other)) {
                listeners.forEach(listener -> listener.gone(other));
            }
        }

        private void find(NodeId other) {
            if (alive.add(other)) {
                listeners.forEach(listener -> listener.joined(other));
            }
        }

        @Override
        public NodeId self() {
            return id;
        }

        @Override
        public Set<NodeId> alive() {
            return Set.copyOf(alive);
        }

        @Override
        public void listen(Listener listener) {
            listeners.add(listener);
        }

        @Override
        public void close() {
            listeners.clear();
        }
    }

    /// Tells presence who enters and leaves, as rooms would.
    private record Doorman(Presence presence) implements ChannelObserver {
        @Override
        public void attached(Hub.Turn turn, Connection member) {
            presence.entered(turn, live(turn.channel(), member));
        }

        @Override
        public void detached(Hub.Turn turn, Connection member) {
            presence.exited(turn, live(turn.channel(), member), RoomFeature.Exit.DROPPED);
        }

        private static RoomFeature.LiveMember live(ChannelName channel, Connection member) {
            return new RoomFeature.LiveMember(
                    member, RoomId.ofChannel(channel).orElseThrow(), Role.CUPPER);
        }
    }

    private static final class NobodySeen implements LastSeen {
        @Override
        public CompletionStage<Void> seen(UserId user, long atMs) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<OptionalLong> of(UserId user) {
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
    }
}
