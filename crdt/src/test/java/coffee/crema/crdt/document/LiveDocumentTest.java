package coffee.crema.crdt.document;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.document.DocumentWorld.Node;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.node.IntNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LiveDocumentTest {

    private final DocumentWorld world = new DocumentWorld(1, 2);
    private final Node here = world.nodes.get(0);
    private final Node there = world.nodes.get(1);

    private SimulatedClient client(String name, Node node) {
        SimulatedClient client = world.client(name);
        client.connect(node.documents);
        return client;
    }

    private void run() {
        world.run(Duration.ofSeconds(3));
    }

    private double counted(Node node, String meter) {
        return node.meters.get(meter).counter().count();
    }

    @Test
    void one_encoded_message_goes_to_all_who_are_in_sync_and_thanks_to_its_author() {
        var ann = client("ann", here);
        ann.edit("first");
        run();
        var bob = client("bob", here);
        var eve = client("eve", here);
        run();
        double general = counted(here, "crema.documents.answers.general");
        ann.edit("second");
        run();
        assertThat(bob.automerge.heads()).isEqualTo(ann.automerge.heads());
        assertThat(eve.automerge.heads()).isEqualTo(ann.automerge.heads());
        assertThat(counted(here, "crema.documents.answers.general")).isEqualTo(general);
    }

    @Test
    void what_kills_a_worker_is_stored_nowhere_and_its_sender_is_closed() {
        var ann = client("ann", here);
        ann.edit("first");
        run();
        var bob = client("bob", here);
        run();
        bob.edit(FakeWorkers.POISON);
        bob.edit("on top of it");
        ann.edit("beside it");
        run();
        assertThat(bob.closes).contains(CloseCode.CHANGE_REFUSED);
        assertThat(ann.closes).isEmpty();
        assertThat(world.store.bans).as("it, and what was made on it").hasSize(2);
        assertThat(world.store.load(null, world.id)).hasSize(2);
        // It comes back with it, to another node, which has not seen it: refused without asking a
        // worker.
        bob.closes.clear();
        bob.connect(there.documents);
        run();
        assertThat(bob.closes).contains(CloseCode.CHANGE_REFUSED);
        assertThat(world.store.load(null, world.id)).hasSize(2);
        ann.edit("goes on");
        run();
        assertThat(DocumentSimulationTest.storedHeads(world)).isEqualTo(ann.automerge.heads());
    }

    @Test
    void changes_of_the_server_are_made_upon_each_other_whichever_the_node() {
        var ann = client("ann", here);
        ann.edit("first");
        run();
        ChangeHash last = DocumentSimulationTest.storedHeads(world).iterator().next();
        for (int i = 0; i < 20; i++) {
            var edit = (i % 2 == 0 ? here : there).serverEdit(i).toCompletableFuture();
            while (!edit.isDone()) {
                world.run(Duration.ofMillis(1));
            }
            var stored = world.store.change(null, world.id, edit.join()).orElseThrow();
            assertThat(stored.change().dependencies()).containsExactly(last);
            assertThat(stored.author().value()).isEqualTo("server");
            last = edit.join();
        }
        run();
        assertThat(ann.automerge.heads()).containsExactly(last);
        assertThat(counted(here, "crema.documents.edits.repeated")).isPositive();
    }

    @Test
    void a_change_of_the_server_that_is_not_decided_is_stored_nowhere() {
        var ann = client("ann", here);
        ann.edit("first");
        run();
        var refused =
                here.documents
                        .edit(
                                world.id,
                                Map.of("/value", IntNode.valueOf(1)),
                                new UserId("server"),
                                edit ->
                                        here.database.<ChangeHash>write(
                                                "decisions",
                                                tx -> {
                                                    throw RejectedException.of(
                                                            ErrorCode.CLOSED, "too late");
                                                }),
                                ChangeHash::equals)
                        .toCompletableFuture();
        run();
        assertThat(refused)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(RejectedException.class);
        assertThat(world.store.load(null, world.id)).hasSize(1);
        var next = here.serverEdit(2).toCompletableFuture();
        run();
        assertThat(ann.automerge.heads()).containsExactly(next.join());
    }

    @Test
    void who_may_only_read_is_told_and_harms_nobody() {
        world.rights.put("bob", Access.READ);
        var ann = client("ann", here);
        ann.edit("first");
        run();
        var bob = client("bob", here);
        run();
        bob.edit("forbidden");
        run();
        assertThat(bob.refusals).contains(ErrorCode.FORBIDDEN);
        assertThat(bob.closes).isEmpty();
        ann.edit("second");
        run();
        assertThat(world.store.load(null, world.id)).hasSize(2);
        assertThat(ann.automerge.heads()).allMatch(bob.automerge::has);
        // Once it may write, what it has is taken.
        world.rights.remove("bob");
        accessChanged();
        run();
        assertThat(world.store.load(null, world.id)).hasSize(3);
        assertThat(ann.automerge.heads()).isEqualTo(bob.automerge.heads());
    }

    private void accessChanged() {
        CompletableFuture<Object> told =
                here.database
                        .write(
                                "x",
                                tx -> {
                                    here.documents.accessChanged(tx, world.id);
                                    return "told";
                                })
                        .toCompletableFuture()
                        .thenApply(done -> done);
        run();
        assertThat(told).isCompleted();
    }

    @Test
    void a_right_that_is_taken_acts_on_every_node_within_a_second() {
        var ann = client("ann", here);
        ann.edit("first");
        run();
        var bob = client("bob", there);
        run();
        world.rights.put("bob", Access.NONE);
        here.database.write(
                "x",
                tx -> {
                    here.documents.accessChanged(tx, world.id);
                    return true;
                });
        world.run(Duration.ofSeconds(1));
        assertThat(bob.refusals).contains(ErrorCode.FORBIDDEN);
        ann.edit("secret");
        run();
        assertThat(ann.automerge.heads()).noneMatch(bob.automerge::has);
    }

    @Test
    void a_document_that_is_full_says_so_and_goes_on_being_read() {
        var ann = client("ann", here);
        ann.edit("first");
        run();
        world.store.limits = new DocumentStore.Limits(3, 64 << 10, 100);
        var bob = client("bob", here);
        run();
        bob.edit("second");
        run();
        bob.edit("third");
        run();
        bob.edit("fourth");
        run();
        assertThat(bob.refusals).contains(ErrorCode.TOO_LARGE);
        assertThat(bob.closes).isEmpty();
        assertThat(ann.closes).isEmpty();
        assertThat(world.store.load(null, world.id)).hasSize(3);
        var eve = client("eve", there);
        run();
        assertThat(eve.automerge.heads()).isEqualTo(ann.automerge.heads());
    }

    @Test
    void nobody_is_thanked_before_it_is_stored() {
        var ann = client("ann", here);
        ann.edit("first");
        run();
        here.database.failureRate = 1;
        here.database.answersGetLost = false;
        ann.edit("second");
        var bob = client("bob", there);
        world.run(Duration.ofSeconds(2));
        assertThat(bob.automerge.size()).isEqualTo(1);
        // Given up at last, so ann is sent away, and brings it again.
        world.run(Duration.ofSeconds(20));
        assertThat(ann.closes).contains(CloseCode.OVERLOADED);
        here.database.failureRate = 0;
        ann.connect(there.documents);
        run();
        assertThat(bob.automerge.heads()).isEqualTo(ann.automerge.heads());
        assertThat(DocumentSimulationTest.storedHeads(world)).isEqualTo(ann.automerge.heads());
    }

    @Test
    void documents_leave_memory_and_come_back() {
        var ann = client("ann", here);
        for (int i = 0; i < 2000; i++) {
            ann.edit("edit " + i);
        }
        run();
        ann.disconnect();
        world.run(Duration.ofMinutes(2));
        assertThat(here.meters.get("crema.documents.live").gauge().value()).isZero();
        var bob = client("bob", here);
        run();
        assertThat(bob.automerge.heads()).isEqualTo(ann.automerge.heads());
        assertThat(bob.automerge.size()).isEqualTo(2000);
        // Old changes are let go, and read again for who lacks them.
        world.run(Duration.ofSeconds(20));
        var eve = client("eve", here);
        run();
        assertThat(eve.automerge.size()).isEqualTo(2000);
    }

    @Test
    void a_document_that_nobody_has_is_unavailable_until_somebody_brings_it() {
        var bob = client("bob", there);
        run();
        assertThat(bob.automerge.size()).isZero();
        assertThat(world.store.documents).isEmpty();
        var ann = client("ann", here);
        ann.edit("first");
        run();
        assertThat(world.store.documents).containsKey(world.id);
        assertThat(bob.automerge.heads()).isEqualTo(ann.automerge.heads());
    }
}
