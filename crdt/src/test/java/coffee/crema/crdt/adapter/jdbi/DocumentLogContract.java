package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.Chunks;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Addition;
import coffee.crema.crdt.DocumentStore.Limits;
import coffee.crema.crdt.DocumentStore.Stats;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.Editor;
import coffee.crema.crdt.UnfitChangesException;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the store of documents promises of their logs, on any database.
abstract class DocumentLogContract extends StoreContract {

    @Test
    void what_is_appended_is_loaded_with_its_author_and_time() {
        List<Change> hers = ann.edits(3);
        ben.see(hers);
        List<Change> his = ben.edits(2);
        List<Stored> first = log.append(id, hers, Log.ANN, 10);
        List<Stored> second = log.append(id, his, Log.BEN, 20);
        var all = new ArrayList<>(first);
        all.addAll(second);
        assertThat(log.load(id)).isEqualTo(all);
        assertThat(first).extracting(Stored::change).isEqualTo(hers);
        assertThat(second).allMatch(one -> one.author().equals(Log.BEN) && one.atMs() == 20);
        assertThat(log.load(id).getFirst().change().chunk()).isEqualTo(hers.getFirst().chunk());
        Log.assertCausal(all);
        assertThat(log.after(id, first.get(1).position(), 2)).isEqualTo(all.subList(2, 4));
        assertThat(log.after(id, all.getLast().position(), 10)).isEmpty();
        assertThat(log.before(id, all.get(3).position(), 2))
                .containsExactly(all.get(2), all.get(1));
    }

    @Test
    void what_is_there_already_is_left_out() {
        List<Change> changes = ann.edits(10);
        log.append(id, changes.subList(0, 4));
        List<Stored> fresh = log.append(id, changes, Log.BEN, 30);
        assertThat(fresh).extracting(Stored::change).isEqualTo(changes.subList(4, 10));
        assertThat(log.append(id, changes)).isEmpty();
        assertThat(log.load(id)).extracting(Stored::change).isEqualTo(changes);
        assertThat(log.load(id)).extracting(Stored::author).startsWith(Log.ANN).endsWith(Log.BEN);
        assertThat(log.stats(id)).isEqualTo(new Stats(10, bytes(changes), 10, bytes(changes)));
    }

    @Test
    void what_a_snapshot_holds_is_there_already_too() {
        List<Change> changes = ann.edits(40);
        log.append(id, changes.subList(0, 25));
        log.append(id, changes.subList(25, 30));
        assertThat(log.compact(id, 27)).isTrue();
        assertThat(log.append(id, changes)).hasSize(10);
        ben.see(changes.subList(0, 2));
        List<Change> late = ben.edits(2);
        assertThat(log.append(id, late)).as("depends on what the snapshot holds").hasSize(2);
        assertThat(log.load(id)).hasSize(42);
        assertThat(log.stats(id).changes()).isEqualTo(42);
        assertThat(log.stats(id).looseChanges()).isEqualTo(17);
    }

    @Test
    void additions_of_several_authors_in_any_order_are_stored_in_causal_order() {
        var additions = new ArrayList<Addition>();
        for (int i = 0; i < 20; i++) {
            Change hers = ann.edit();
            ben.see(List.of(hers));
            Change his = ben.edit();
            ann.see(List.of(his));
            additions.add(new Addition(hers, Log.ANN));
            additions.add(new Addition(his, Log.BEN));
            additions.add(new Addition(his, Log.BEN));
        }
        Collections.shuffle(additions, new Random(7));
        List<Stored> stored = log.write(tx -> log.store.append(tx, id, additions, 5));
        assertThat(stored).hasSize(40);
        Log.assertCausal(stored);
        assertThat(log.load(id)).isEqualTo(stored);
        assertThat(stored)
                .allMatch(one ->
                        one.author()
                                .equals(one.change().message().contains("aa") ? Log.ANN : Log.BEN));
    }

    @Test
    void a_change_without_its_dependency_does_not_fit_and_nothing_is_stored() {
        List<Change> changes = ann.edits(6);
        log.append(id, changes.subList(0, 2));
        UnfitChangesException unfit =
                unfit(() -> log.append(id, List.of(changes.get(2), changes.get(4))));
        assertThat(unfit.changes()).containsExactly(changes.get(4).hash());
        assertThat(log.load(id)).hasSize(2);
        assertThat(log.stats(id).changes()).isEqualTo(2);
        log.compact(id, 10);
        assertThat(unfit(() -> log.append(id, List.of(changes.get(3)))).changes())
                .containsExactly(changes.get(3).hash());
    }

    @Test
    void an_actors_second_change_of_one_number_does_not_fit() {
        List<Change> changes = ann.edits(2);
        log.append(id, changes);
        Change other = Chunks.change("aa", 2, Set.of(changes.get(0).hash()), "another");
        Change twin = Chunks.change("cc", 1, Set.of(), "one");
        Change sibling = Chunks.change("cc", 1, Set.of(), "two");
        assertThat(unfit(() -> log.append(id, List.of(other))).changes())
                .containsExactly(other.hash());
        assertThat(unfit(() -> log.append(id, List.of(twin, sibling))).changes())
                .containsExactly(sibling.hash());
        log.compact(id, 10);
        assertThat(unfit(() -> log.append(id, List.of(other))).changes())
                .containsExactly(other.hash());
        assertThat(log.load(id)).extracting(Stored::change).isEqualTo(changes);
    }

    @Test
    void a_document_is_bounded_in_changes_and_bytes_and_so_is_a_call() {
        try (var small = new Log(settings, "two", new Limits(5, 64 << 10, 4))) {
            assertThat(code(() -> small.append(id, new Editor("ff").edits(5))))
                    .isEqualTo(ErrorCode.TOO_MANY);
            List<Change> changes = ann.edits(4);
            small.append(id, changes);
            List<Change> more = ann.edits(2);
            RejectedException refusal = refusal(() -> small.append(id, more));
            assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY);
            assertThat(refusal.limit()).hasValue(5);
            List<Change> again = new ArrayList<>(changes.subList(2, 4));
            again.add(more.getFirst());
            assertThat(small.append(id, again)).as("what is there does not count").hasSize(1);
            assertThat(small.append(id, again)).as("a full one takes what it has").isEmpty();

            DocumentId large = small.document();
            var words = "x".repeat(4_000);
            var eve = new Editor("ee");
            assertThat(
                            code(() -> {
                                for (int i = 0; i < 17; i++) {
                                    small.append(large, List.of(eve.edit(words)));
                                }
                            }))
                    .isEqualTo(ErrorCode.TOO_MANY);
        }
        try (var narrow = new Log(settings, "three", new Limits(100, 64 << 10, 100))) {
            var eve = new Editor("ee");
            DocumentId large = narrow.document();
            var first = new ArrayList<Change>();
            for (int i = 0; i < 16; i++) {
                first.add(eve.edit("x".repeat(3_900)));
            }
            narrow.append(large, first);
            RejectedException refusal =
                    refusal(() -> narrow.append(large, List.of(eve.edit("x".repeat(3_900)))));
            assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(refusal.limit()).hasValue(64 << 10);
            assertThat(narrow.load(large)).hasSize(16);
        }
    }

    @Test
    void a_snapshot_replaces_changes_and_keeps_all_that_is_known_of_them() {
        var all = new ArrayList<Stored>();
        for (int i = 0; i < 10; i++) {
            List<Change> hers = ann.edits(20);
            ben.see(hers);
            all.addAll(log.append(id, hers, Log.ANN, 1_000 - i));
            List<Change> his = ben.edits(3);
            ann.see(his);
            all.addAll(log.append(id, his, Log.BEN, 5_000 + i));
        }
        for (int max : List.of(50, 100, 7, 1_000)) {
            assertThat(log.compact(id, max)).isTrue();
            assertThat(log.load(id)).isEqualTo(all);
            assertThat(log.after(id, all.get(20).position(), 60)).isEqualTo(all.subList(21, 81));
            assertThat(log.after(id, all.get(140).position(), 60)).isEqualTo(all.subList(141, 201));
            assertThat(log.before(id, all.get(200).position(), 150))
                    .isEqualTo(all.subList(50, 200).reversed());
        }
        assertThat(log.stats(id).looseChanges()).isZero();
        assertThat(log.stats(id).looseBytes()).isZero();
        assertThat(log.compact(id, 10)).as("nothing is loose").isFalse();
        assertThat(log.load(id).get(77).change().chunk()).isEqualTo(all.get(77).change().chunk());
        List<Stored> more = log.append(id, ann.edits(1));
        assertThat(log.change(id, hash(all.get(99)))).contains(all.get(99));
        assertThat(log.change(id, hash(more.getFirst()))).contains(more.getFirst());
        assertThat(log.change(id, new Editor("x").edit().hash())).isEmpty();
    }

    @Test
    void of_two_snapshots_made_at_once_the_first_one_stays() {
        log.append(id, ann.edits(10));
        try (var two = new Log(settings, "two")) {
            var first = log.read(tx -> log.store.uncompacted(tx, id, 100)).orElseThrow().pack();
            List<Stored> beside = two.append(id, ann.edits(3));
            var second = two.read(tx -> two.store.uncompacted(tx, id, 100)).orElseThrow().pack();
            assertThat(two.yes(tx -> two.store.compact(tx, second))).isTrue();
            List<Stored> later = log.append(id, ann.edits(2));
            assertThat(log.yes(tx -> log.store.compact(tx, first))).isFalse();
            assertThat(log.load(id)).hasSize(15).containsAll(beside).containsAll(later);
            Log.assertCausal(log.load(id));
        }
    }
}
