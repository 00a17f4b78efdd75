package coffee.crema.crdt.worker.adapter.automerge;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.worker.adapter.automerge.JavaScriptDocuments.Made;
import coffee.crema.realtime.wire.RejectedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Changes and documents with wrong content and right checksums, thrown at workers while honest people go on editing. `-Dcrema.mutations=` says how many;
/// the profile `campaign` throws more; `-Dcrema.seed=` repeats a run.
@Timeout(1_800)
final class HostileChangesTest {
    private static final int MUTATIONS = Integer.getInteger("crema.mutations", 200);
    private static final JavaScriptDocuments DOCUMENTS = JavaScriptDocuments.read();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir private Path dir;

    @Test
    void the_guilty_are_refused_and_every_honest_change_is_accepted() {
        long seed = Long.getLong("crema.seed", System.nanoTime());
        System.out.println("HostileChangesTest: -Dcrema.seed=" + seed);
        var end = new AtomicBoolean();
        try (var site = new Site(Site.settings(), dir)) {
            var honest =
                    CompletableFuture.supplyAsync(
                            () -> edit(site, end),
                            task -> Thread.ofVirtual().name("honest").start(task));
            Map<Outcome, Integer> outcomes;
            try {
                outcomes = attack(site, seed);
            } finally {
                end.set(true);
            }
            int edits = honest.join();
            System.out.println("HostileChangesTest: " + outcomes + ", honest " + edits);
            assertThat(edits).isGreaterThan(MUTATIONS / 10);
            assertThat(outcomes.getOrDefault(Outcome.REFUSED, 0)).isGreaterThan(MUTATIONS / 4);
        }
    }

    private enum Outcome {
        REFUSED,
        ACCEPTED,
        DOCUMENT_READ,
        DOCUMENT_REFUSED
    }

    private static Map<Outcome, Integer> attack(Site site, long seed) {
        var random = new Random(seed);
        var mutations = new Mutations(random.nextLong());
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < MUTATIONS; i++) {
            Made made = DOCUMENTS.all().get(random.nextInt(3));
            long since = System.nanoTime();
            Outcome outcome =
                    random.nextInt(5) == 0
                            ? document(site, mutations.chunk(made.document()))
                            : change(site, mutations, made.parsed(), random);
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(LONGEST);
            outcomes.merge(outcome, 1, Integer::sum);
        }
        return outcomes;
    }

    private static Outcome change(
            Site site, Mutations mutations, List<Change> sound, Random random) {
        // The last ones of two editors stand beside one another; those of one are in a row.
        int at = random.nextInt(Math.min(sound.size(), 3));
        at = sound.size() > 100 ? random.nextInt(sound.size()) : at;
        var before = sound.subList(0, at);
        Change hostile = mutations.change(sound.get(at));
        DocumentId id = Site.document();
        var verdict = Site.await(site.workers.apply(id, Site.history(before), List.of(hostile)));
        assertThat(verdict.accepted().size() + verdict.refused().size()).isOne();
        if (verdict.accepted().isEmpty()) {
            return Outcome.REFUSED;
        }
        var stored = new ArrayList<>(before);
        stored.add(hostile);
        site.workers.forget(id);
        read(site, id, stored);
        return Outcome.ACCEPTED;
    }

    /// What was accepted can be loaded again, and read unless that is too much.
    private static void read(Site site, DocumentId id, List<Change> stored) {
        try {
            Site.await(site.workers.read(id, Site.history(stored), List.of()));
        } catch (RejectedException e) {
            assertThat(e.code().wireName()).isEqualTo("too_large");
        }
    }

    /// A whole document as history; no client can bring it there, but the store's disk can.
    private static Outcome document(Site site, byte[] chunk) {
        try {
            Site.await(
                    site.workers.read(
                            Site.document(),
                            () -> CompletableFuture.completedStage(List.of(chunk)),
                            List.of()));
            return Outcome.DOCUMENT_READ;
        } catch (RejectedException e) {
            return Outcome.DOCUMENT_REFUSED;
        }
    }

    /// Types into one document after the other, each change as it comes; all must be accepted.
    private static int edit(Site site, AtomicBoolean end) {
        List<Change> sound = DOCUMENTS.typing().parsed();
        int edits = 0;
        while (!end.get()) {
            DocumentId id = Site.document();
            for (int i = 0; i < sound.size() && !end.get(); i++) {
                var verdict =
                        Site.await(
                                site.workers.apply(
                                        id,
                                        Site.history(sound.subList(0, i)),
                                        sound.subList(i, i + 1)));
                assertThat(verdict.accepted()).containsExactly(sound.get(i).hash());
                edits++;
            }
        }
        return edits;
    }
}
