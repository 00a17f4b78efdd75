package coffee.crema.realtime.simulation;

import coffee.crema.realtime.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Members who come, go and come back elsewhere, and publishers who repeat until they are heard, in a {@link World} that breaks.
///
/// While it runs, each member checks that offsets rise by one, or that a snapshot comes before anything else. At the end, when all is healed: everyone who stays knows
/// everything that was acknowledged and stands at the stream's end; and when everyone has gone, nothing is left behind.
final class DeliverySimulation {

    private static final int STEPS = 1_500;
    private static final Duration STEP = Duration.ofMillis(25);
    private static final Duration QUIESCENCE = Duration.ofSeconds(60);

    private final World world;
    private final List<ChannelName> channels;
    private final Map<ChannelName, Set<String>> committed = new LinkedHashMap<>();
    private final Map<ChannelName, Set<String>> acknowledged = new LinkedHashMap<>();
    private final List<SimulatedMember> members = new ArrayList<>();
    private final List<SimulatedPublisher> publishers = new ArrayList<>();

    DeliverySimulation(long seed) {
        var shape = new Random(~seed);
        world = new World(seed, 1 + shape.nextInt(4));
        channels = world.channels(1 + shape.nextInt(3));
        for (ChannelName channel : channels) {
            committed.put(channel, new LinkedHashSet<>());
            acknowledged.put(channel, new LinkedHashSet<>());
        }
        int memberCount = 1 + shape.nextInt(10);
        for (int i = 0; i < memberCount; i++) {
            ChannelName channel = channels.get(shape.nextInt(channels.size()));
            members.add(new SimulatedMember(world, i, channel, committed.get(channel)));
        }
        int publisherCount = 1 + shape.nextInt(5);
        for (int i = 0; i < publisherCount; i++) {
            ChannelName channel = channels.get(shape.nextInt(channels.size()));
            publishers.add(
                    new SimulatedPublisher(
                            world, i, channel, committed.get(channel), acknowledged.get(channel)));
        }
    }

    void run() {
        for (int i = 0; i < STEPS; i++) {
            step();
            world.time().advance(STEP);
        }
        settle();
        members.forEach(this::checkKnowsAll);
        members.forEach(SimulatedMember::drop);
        world.time().advance(QUIESCENCE);
        checkNothingLeft();
    }

    private void step() {
        Random random = world.random();
        if (!world.calm()) {
            world.disturb(channels);
            SimulatedMember member = members.get(random.nextInt(members.size()));
            if (!member.connected()) {
                member.connect(world.anyNode());
            } else if (random.nextInt(30) == 0) {
                member.drop();
            }
        }
        if (random.nextInt(3) == 0) {
            publishers.get(random.nextInt(publishers.size())).say();
        }
    }

    private void settle() {
        world.time().advance(Duration.ofSeconds(10));
        world.healForGood();
        members.stream()
                .filter(member -> !member.connected())
                .forEach(member -> member.connect(world.anyNode()));
        world.time().advance(QUIESCENCE);
        members.stream()
                .filter(member -> !member.connected())
                .forEach(member -> member.connect(world.anyNode()));
        world.time().advance(QUIESCENCE);
    }

    private void checkKnowsAll(SimulatedMember member) {
        check(member.upToDate(), member + " is not up to date");
        ChannelName channel = member.channel();
        check(
                world.store().top(channel).equals(member.position()),
                member + " does not stand at the end " + world.store().top(channel));
        var missing = new LinkedHashSet<>(acknowledged.get(channel));
        missing.removeAll(member.known());
        check(missing.isEmpty(), member + " misses " + missing);
        check(
                publishers.stream().noneMatch(SimulatedPublisher::busy),
                "a publisher was never answered");
    }

    private void checkNothingLeft() {
        check(world.store().followers() == 0, "channels are still followed");
        for (World.Node node : world.nodes()) {
            check(node.meter("crema.hub.channels") == 0, "a hub still has channels");
            check(node.meter("crema.hub.members") == 0, "a hub still has members");
            check(node.meter("crema.hub.ring.bytes") == 0, "a ring still holds events");
            check(node.meter("crema.hub.snapshots.underway") == 0, "a snapshot never ended");
            check(node.meter("crema.hub.reads.underway") == 0, "a read never ended");
            node.hub().close();
        }
        world.time().advance(Duration.ofSeconds(10));
        check(world.time().pending() == 0, "timers are left: " + world.time().pending());
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
