package coffee.crema.realtime.simulation;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.hub.ChannelHub;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.hub.HubOptions;
import coffee.crema.realtime.hub.ListFanout;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// A cluster in one thread: nodes with their hubs over one simulated store, a clock that stands still until moved, and faults drawn from a seed. What lives in it
/// (members, publishers, presence) is added by each simulation.
public final class World {

    /// So few that members who were away for long find their past trimmed.
    private static final int STORE_EVENTS_MAX = 60;

    private static final Duration CALM_AFTER_RESTORE = Duration.ofSeconds(6);

    /// One node.
    ///
    /// @param reached the position delivered last in each channel that has members on the node
    public record Node(
            int number,
            ChannelHub hub,
            SimulatedBroker broker,
            SimpleMeterRegistry meters,
            Map<ChannelName, Position> reached) {

        boolean hasPassed(ChannelName channel, Position position) {
            Position at = reached.get(channel);
            return at != null && at.sameEpoch(position) && at.offset() > position.offset();
        }

        public double meter(String name) {
            return meters.get(name).gauge().value();
        }
    }

    private final VirtualScheduler time = new VirtualScheduler();
    private final Random random;
    private final SimulatedStore store = new SimulatedStore(STORE_EVENTS_MAX);
    private final List<Node> nodes;
    private long calmUntilNanos;
    private boolean faulty = true;

    public World(long seed, int nodeCount) {
        random = new Random(seed);
        nodes = IntStream.range(0, nodeCount).mapToObj(this::node).toList();
    }

    private Node node(int number) {
        var broker = new SimulatedBroker(store, time, random);
        var meters = new SimpleMeterRegistry();
        var hub =
                new ChannelHub(
                        broker,
                        ListFanout::new,
                        time,
                        task -> time.after(Duration.ofNanos(random.nextInt(2_000_000)), task),
                        random,
                        options(),
                        meters);
        var reached = new HashMap<ChannelName, Position>();
        hub.observe("", new Reached(reached));
        return new Node(number, hub, broker, meters, reached);
    }

    /// Small, so that limits are met often.
    private HubOptions options() {
        HubOptions defaults = HubOptions.defaults();
        return new HubOptions(
                Duration.ofSeconds(1 + random.nextInt(12)),
                16,
                64,
                new HubOptions.RingOptions(1 + random.nextInt(20), 1 << 20, 1 << 20),
                new HubOptions.RecoveryOptions(
                        40, 1 << 20, 16, 1 + random.nextInt(80), 2, Duration.ofSeconds(2)),
                new HubOptions.SnapshotOptions(2, 1_000, Duration.ofSeconds(1)),
                defaults.watch(),
                defaults.retry());
    }

    public VirtualScheduler time() {
        return time;
    }

    public Random random() {
        return random;
    }

    public SimulatedStore store() {
        return store;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Node anyNode() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /// After a restored copy the world rests, so that a node that knows better has the time to say so: nobody can know what all who knew have forgotten.
    public boolean calm() {
        return time.nanos() < calmUntilNanos;
    }

    /// One of the faults, now and then.
    public void disturb(List<ChannelName> channels) {
        switch (random.nextInt(60)) {
            case 0, 1, 2 ->
                    anyNode().broker().faults(random.nextDouble() * 0.5, random.nextDouble());
            case 3, 4 -> anyNode().broker().cut();
            case 5, 6, 7, 8 -> anyNode().broker().heal();
            case 9, 10 -> anyNode().broker().interrupt();
            case 11 -> store.copy();
            case 12 -> restore(channels);
            case 13 -> loseMemory();
            default -> {
                // Nothing goes wrong this time.
            }
        }
    }

    private void loseMemory() {
        if (random.nextInt(3) == 0) {
            store.loseMemory();
            if (random.nextBoolean()) {
                nodes.forEach(node -> node.broker().interrupt());
            }
        }
    }

    /// Only channels that were delivered further on a living node, which hears that its connection broke: it will notice.
    private void restore(List<ChannelName> channels) {
        heal();
        for (ChannelName channel : channels) {
            Position copied = store.copied(channel);
            boolean known =
                    copied.sameEpoch(store.top(channel))
                            && nodes.stream().anyMatch(node -> node.hasPassed(channel, copied));
            if (known) {
                store.restoreCopy(channel);
                calmUntilNanos = time.nanos() + CALM_AFTER_RESTORE.toNanos();
            }
        }
        nodes.forEach(node -> node.broker().interrupt());
    }

    /// Everything works from now on.
    public void healForGood() {
        faulty = false;
        heal();
    }

    private void heal() {
        nodes.forEach(node -> node.broker().heal());
        nodes.forEach(node -> node.broker().faults(0, 0));
    }

    /// What a database would answer, after a while, if it does: a copy of `state`.
    CompletionStage<Object> snapshot(Set<String> state) {
        var answer = new CompletableFuture<Object>();
        time.after(
                Duration.ofMillis(random.nextInt(200)),
                () -> {
                    if (faulty && random.nextInt(10) == 0) {
                        answer.completeExceptionally(new IllegalStateException("no database"));
                    } else {
                        answer.complete(List.copyOf(state));
                    }
                });
        return answer;
    }

    public List<ChannelName> channels(int count) {
        var channels = new ArrayList<ChannelName>();
        for (int i = 0; i < count; i++) {
            channels.add(new ChannelName("room:" + i));
        }
        return channels;
    }

    /// Notes what a node has delivered to members who are still there: what it can tell from a stream that was set back. (A node that has heard nothing since it
    /// followed, or that is about to leave the channel, may not notice.)
    private record Reached(Map<ChannelName, Position> positions) implements ChannelObserver {
        @Override
        public void appended(Hub.Turn turn, long offset, Event event) {
            if (!turn.members().isEmpty()) {
                positions.put(turn.channel(), turn.position());
            }
        }

        @Override
        public void detached(Hub.Turn turn, Connection member) {
            if (turn.members().isEmpty()) {
                positions.remove(turn.channel());
            }
        }

        @Override
        public void reset(Hub.Turn turn) {
            positions.remove(turn.channel());
        }
    }
}
