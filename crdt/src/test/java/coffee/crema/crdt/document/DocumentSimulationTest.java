package coffee.crema.crdt.document;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.document.DocumentWorld.Node;
import coffee.crema.crdt.graph.ChangeGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/// Editors of one document on three nodes, while connections end, the broker loses and repeats, the store and the workers are away now and then, and a node dies: in the end all
/// copies and the store are the same, and nothing that was acknowledged is missing. jqwik prints the seed.
final class DocumentSimulationTest {

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void everything_converges(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        var world = new DocumentWorld(seed, 3);
        var random = world.random;
        List<SimulatedClient> clients = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            clients.add(world.client("cupper" + i));
        }
        clients.getFirst().edit("the first");
        Set<ChangeHash> acknowledged = new HashSet<>();
        // Of three nodes: none, one or two.
        int deaths = random.nextInt(3);
        for (int step = 0; step < 400; step++) {
            live(world, clients, acknowledged);
            if ((step == 150 && deaths > 0) || (step == 300 && deaths > 1)) {
                kill(world, clients);
            }
            world.run(Duration.ofMillis(random.nextInt(60)));
        }
        calmDown(world, clients);
        Set<ChangeHash> stored = storedHeads(world);
        List<Change> log = world.store.load(null, world.id).stream().map(Stored::change).toList();
        assertThat(log).hasSizeGreaterThan(100);
        assertThat(log.stream().map(Change::hash)).containsAll(acknowledged);
        assertThat(log.stream().map(change -> change.actorHex() + " " + change.seq()))
                .doesNotHaveDuplicates();
        for (SimulatedClient client : clients) {
            assertThat(client.automerge.heads()).as(client.name).isEqualTo(stored);
        }
        for (Node node : world.nodes) {
            assertThat(node.workers.violations).isEmpty();
            if (node.alive) {
                var heads = node.documents.heads(world.id).toCompletableFuture();
                world.run(Duration.ofSeconds(3));
                assertThat(heads).isCompleted();
                assertThat(new TreeSet<>(heads.join())).as("a node's replica").isEqualTo(stored);
            }
        }
    }

    private static void live(
            DocumentWorld world, List<SimulatedClient> clients, Set<ChangeHash> acknowledged) {
        var random = world.random;
        SimulatedClient one = clients.get(random.nextInt(clients.size()));
        switch (random.nextInt(15)) {
            case 0, 1, 2, 3, 4, 5 -> one.edit("edit " + random.nextInt());
            case 6 -> one.disconnect();
            case 7, 8 -> {
                if (!one.online()) {
                    one.connect(world.anyNode().documents);
                }
            }
            case 12, 13, 14 ->
                    world.anyNode()
                            .serverEdit(random.nextInt())
                            .whenComplete((hash, failure) -> {
                                if (failure == null) {
                                    acknowledged.add(hash);
                                }
                            });
            case 9 -> world.world.disturb(List.of());
            case 10 ->
                    world.anyNode().database.failureRate =
                            random.nextInt(4) == 0 ? random.nextDouble() * 0.5 : 0;
            default ->
                    world.anyNode().workers.failureRate =
                            random.nextInt(4) == 0 ? random.nextDouble() * 0.5 : 0;
        }
    }

    private static void kill(DocumentWorld world, List<SimulatedClient> clients) {
        world.anyNode().kill();
        // Whoever was there comes back elsewhere; the others notice nothing.
        clients.forEach(SimulatedClient::disconnect);
    }

    private static void calmDown(DocumentWorld world, List<SimulatedClient> clients) {
        world.world.healForGood();
        for (Node node : world.nodes) {
            node.database.failureRate = 0;
            node.workers.failureRate = 0;
        }
        for (int i = 0; i < 20; i++) {
            for (SimulatedClient client : clients) {
                if (!client.online()) {
                    client.connect(world.anyNode().documents);
                }
            }
            world.run(Duration.ofSeconds(3));
        }
    }

    static Set<ChangeHash> storedHeads(DocumentWorld world) {
        var graph = new ChangeGraph();
        world.store.load(null, world.id).forEach(row -> graph.add(row.change()));
        return new TreeSet<>(graph.heads());
    }
}
