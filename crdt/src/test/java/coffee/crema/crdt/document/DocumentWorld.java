package coffee.crema.crdt.document;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.simulation.World;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Documents on the nodes of a {@link World}, over one store, with workers and clients of their own; everything in one thread, drawn from one seed.
final class DocumentWorld implements DocumentPolicy {

    /// One node's documents.
    final class Node {
        final FakeDatabase database;
        final FakeWorkers workers;
        final Documents documents;
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        boolean alive = true;

        Node(World.Node node) {
            database = new FakeDatabase(time, random, node.hub());
            workers = new FakeWorkers(time, random);
            var mapper = new WireMapper(RealtimeLimits.Wire.defaults());
            documents =
                    new Documents(
                            new Documents.Services(
                                    new Documents.Self("crema", "storage"),
                                    database,
                                    store,
                                    workers,
                                    new Compactor(
                                            database,
                                            store,
                                            time,
                                            Runnable::run,
                                            random,
                                            CompactorSettings.defaults(),
                                            meters),
                                    node.hub(),
                                    new Events(mapper, time),
                                    mapper,
                                    time,
                                    task ->
                                            time.after(
                                                    Duration.ofNanos(random.nextInt(500_000)),
                                                    () -> {
                                                        if (alive) {
                                                            task.run();
                                                        }
                                                    })),
                            List.of(DocumentWorld.this),
                            limits,
                            meters);
        }

        /// A change that the server makes.
        ///
        /// @return its hash, when it is stored
        CompletionStage<ChangeHash> serverEdit(int value) {
            return documents.edit(
                    id,
                    Map.of("/value", IntNode.valueOf(value)),
                    new UserId("server"),
                    edit ->
                            database.write(
                                    "decisions",
                                    tx -> {
                                        edit.write(tx);
                                        return edit.change().orElseThrow();
                                    }),
                    ChangeHash::equals);
        }

        void kill() {
            alive = false;
            database.dead = true;
        }
    }

    final World world;
    final VirtualScheduler time;
    final Random random;
    final FakeStore store = new FakeStore();
    final List<Node> nodes = new ArrayList<>();
    final Map<String, Access> rights = new HashMap<>();
    final DocumentId id =
            DocumentId.of("a tasting sheet.".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    final DocumentLimits limits;

    DocumentWorld(long seed, int nodeCount) {
        this(seed, nodeCount, DocumentLimits.defaults());
    }

    DocumentWorld(long seed, int nodeCount, DocumentLimits limits) {
        this.limits = limits;
        world = new World(seed, nodeCount);
        time = world.time();
        random = world.random();
        world.nodes().forEach(node -> nodes.add(new Node(node)));
    }

    SimulatedClient client(String name) {
        return new SimulatedClient(name, id, time, random);
    }

    Node anyNode() {
        List<Node> living = nodes.stream().filter(node -> node.alive).toList();
        return living.get(random.nextInt(living.size()));
    }

    void run(Duration span) {
        time.advance(span);
    }

    @Override
    public String kind() {
        return DocumentInfo.OPEN;
    }

    @Override
    public CompletionStage<Access> access(Principal who, DocumentInfo document) {
        return CompletableFuture.completedStage(
                rights.getOrDefault(who.user().value(), Access.WRITE));
    }
}
