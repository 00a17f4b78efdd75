package coffee.crema.presence;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.rooms.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Presence over real hubs, a simulated broker and table, and a clock that stands still until moved. `-Dsimulation.seeds=5000` runs more,
/// `-Dsimulation.seed=42` one again.
class PresenceSimulationTest {
    private static final ChannelName ROOM = new RoomId("r").channel();
    private static final int SEEDS = 60;

    @Test
    void a_mere_reconnect_shows_nothing_on_this_or_another_node() {
        var cluster = new Cluster(1);
        PresentMember watcher = cluster.enter(0, "bob", "s_bob");
        PresentMember ann = cluster.enter(0, "ann", "s_ann");
        cluster.pass(Duration.ofSeconds(2));
        watcher.joinsTold.clear();

        cluster.drop(ann);
        cluster.pass(Duration.ofSeconds(1));
        ann = cluster.enter(0, "ann", "s_ann");
        cluster.pass(Duration.ofSeconds(2));
        cluster.drop(ann);
        cluster.pass(Duration.ofSeconds(1));
        cluster.enter(1, "ann", "s_ann");
        cluster.pass(Duration.ofSeconds(20));

        assertThat(watcher.leavesTold).isEmpty();
        assertThat(watcher.joinsTold).isEmpty();
        assertThat(watcher.told().orElseThrow()).hasSize(2);
    }

    @Test
    void people_of_a_dead_node_are_gone_within_five_seconds() {
        var cluster = new Cluster(2);
        PresentMember watcher = cluster.enter(0, "bob", "s_bob");
        cluster.enter(1, "ann", "s_ann");
        cluster.pass(Duration.ofSeconds(2));
        assertThat(watcher.told().orElseThrow()).hasSize(2);

        cluster.present.nodes.get(1).fallSilent();
        cluster.pass(Duration.ofSeconds(5));

        assertThat(watcher.told().orElseThrow()).containsExactly(watcher.device());
    }

    @Test
    void a_user_with_two_devices_on_two_nodes_leaves_with_the_last() {
        var cluster = new Cluster(3);
        PresentMember watcher = cluster.enter(0, "bob", "s_bob");
        PresentMember phone = cluster.enter(0, "ann", "s_phone");
        PresentMember laptop = cluster.enter(1, "ann", "s_laptop");
        cluster.pass(Duration.ofSeconds(2));

        cluster.drop(phone);
        cluster.pass(Duration.ofSeconds(7));
        assertThat(watcher.told().orElseThrow())
                .containsExactlyInAnyOrder(watcher.device(), laptop.device());

        cluster.drop(laptop);
        cluster.pass(Duration.ofSeconds(7));
        assertThat(watcher.told().orElseThrow()).containsExactly(watcher.device());
    }

    @Test
    void whatever_breaks_all_lists_agree_in_the_end() {
        String one = System.getProperty("simulation.seed");
        long first = one == null ? Long.getLong("simulation.first", 1) : Long.parseLong(one);
        int seeds = one == null ? Integer.getInteger("simulation.seeds", SEEDS) : 1;
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                storm(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " (again with -Dsimulation.seed=" + seed + "): " + e, e);
            }
        }
    }

    private static void storm(long seed) {
        var cluster = new Cluster(seed);
        Random random = cluster.present.world.random();
        for (int step = 0; step < 150; step++) {
            cluster.pass(Duration.ofMillis(random.nextInt(1_500)));
            cluster.someoneMoves(random);
            cluster.somethingBreaks(random);
        }
        cluster.heal();
        cluster.pass(Duration.ofSeconds(60));
        cluster.assertAgreement();
    }

    /// Three nodes, one room.
    private static final class Cluster {
        final PresenceWorld present;
        private final Map<PresentMember, PresenceWorld.PresentNode> members = new HashMap<>();
        private long sockets;

        Cluster(long seed) {
            present = new PresenceWorld(seed, 3);
        }

        void pass(Duration duration) {
            present.world.time().advance(duration);
        }

        PresentMember enter(int number, String user, String session) {
            var node = present.nodes.get(number);
            var member = new PresentMember(++sockets, user, session, present.wire);
            members.put(member, node);
            node.node
                    .hub()
                    .attach(
                            member,
                            ROOM,
                            null,
                            viewer -> CompletableFuture.completedFuture(Map.of()))
                    .thenAccept(Attachment::start)
                    .exceptionally(failure -> {
                        members.remove(member);
                        return null;
                    });
            return member;
        }

        void drop(PresentMember member) {
            members.remove(member).node.hub().detachAll(member);
        }

        void someoneMoves(Random random) {
            String user = "u" + random.nextInt(4);
            String session = "s_" + user + random.nextInt(2);
            List<PresentMember> here =
                    members.keySet().stream()
                            .filter(member -> member.session().value().equals(session))
                            .toList();
            here.forEach(this::drop);
            if (here.isEmpty() || random.nextBoolean()) {
                enter(random.nextInt(3), user, session);
            }
        }

        void somethingBreaks(Random random) {
            var node = present.nodes.get(random.nextInt(3));
            switch (random.nextInt(12)) {
                case 0 -> {
                    if (!node.isSilent()) {
                        node.fallSilent();
                    }
                }
                case 1, 2, 3 -> {
                    if (node.isSilent()) {
                        node.speakAgain();
                    }
                }
                case 4 -> node.node.broker().faults(random.nextDouble() * 0.5, random.nextDouble());
                case 5 -> node.way.cut(true);
                case 6, 7 -> node.way.cut(node.isSilent());
                case 8 -> {
                    if (random.nextInt(4) == 0) {
                        present.table.loseMemory();
                    }
                }
                default -> {
                    // Nothing breaks this time.
                }
            }
        }

        void heal() {
            for (var node : present.nodes) {
                if (node.isSilent()) {
                    node.speakAgain();
                }
                node.way.cut(false);
                node.node.broker().heal();
                node.node.broker().faults(0, 0);
            }
        }

        void assertAgreement() {
            var devices =
                    members.keySet().stream()
                            .map(PresentMember::device)
                            .collect(Collectors.toSet());
            var disagreeing = new ArrayList<String>();
            members.forEach((member, node) -> {
                if (!member.told().equals(java.util.Optional.of(devices))) {
                    disagreeing.add(
                            member.device() + " on " + node.id + " was told " + member.told());
                }
            });
            assertThat(disagreeing).as("the truth is %s", devices).isEmpty();
        }
    }
}
