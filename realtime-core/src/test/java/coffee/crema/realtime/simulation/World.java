package coffee.crema.realtime.simulation;

import coffee.crema.realtime.ChannelName;
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
    /// @param reached the offset delivered last in each channel that lives on the node
    public record Node(
            int number,
            ChannelHub hub,
            SimulatedBroker broker,
            SimpleMeterRegistry meters,
            Map<ChannelName, Long> reached) {

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
        var reached = new HashMap<ChannelName, Long>();
        hub.observe("", new Reached(reached));
        return new Node(number, hub, broker, meters, reached);
    }

    /// Small, so that limits are met often.
    private HubOptions options() {
        HubOptions defaults = HubOptions.defaults();
        return new HubOptions(
                Duration.ofSeconds(random.nextInt(12)),
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

    /// Only channels that were delivered further on a living node: it will notice.
    private void restore(List<ChannelName> channels) {
        heal();
        for (ChannelName channel : channels) {
            long copied = store.copied(channel).offset();
            boolean known =
                    store.copied(channel).sameEpoch(store.top(channel))
                            && nodes.stream()
                                    .anyMatch(n -> n.reached().getOrDefault(channel, 0L) > copied);
            if (known) {
                store.restoreCopy(channel);
                calmUntilNanos = time.nanos() + CALM_AFTER_RESTORE.toNanos();
            }
        }
        if (random.nextBoolean()) {
            nodes.forEach(node -> node.broker().interrupt());
        }
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

    /// Notes how far a node has delivered.
    private record Reached(Map<ChannelName, Long> offsets) implements ChannelObserver {
        @Override
        public void opened(Hub.Turn turn) {
            reset(turn);
        }

        @Override
        public void appended(Hub.Turn turn, long offset, Event event) {
            offsets.put(turn.channel(), offset);
        }

        @Override
        public void reset(Hub.Turn turn) {
            offsets.put(turn.channel(), turn.position().offset());
        }

        @Override
        public void closed(Hub.Turn turn) {
            offsets.remove(turn.channel());
        }
    }
}
