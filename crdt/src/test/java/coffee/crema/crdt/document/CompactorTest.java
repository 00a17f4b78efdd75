package coffee.crema.crdt.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Stats;
import coffee.crema.crdt.Editor;
import coffee.crema.crdt.adapter.jdbi.Log;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.time.VirtualScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompactorTest {

    private static final Duration DELAY_MAX = Duration.ofSeconds(5);
    private static final CompactorSettings SETTINGS =
            new CompactorSettings(64, 16 << 10, 100, 1, 2, 16, DELAY_MAX);

    @TempDir Path folder;

    private final VirtualScheduler time = new VirtualScheduler();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExecutorService packing = Executors.newVirtualThreadPerTaskExecutor();
    private DatabaseSettings database;
    private Log log;
    private Compactor compactor;
    private DocumentId id;
    private final Editor editor = new Editor("aa");

    @BeforeEach
    void open() {
        database = Log.sqlite(folder);
        log = new Log(database, "one");
        compactor = compactor(log, 1);
        id = log.document();
    }

    @AfterEach
    void close() {
        compactor.close();
        log.close();
        packing.close();
    }

    private Compactor compactor(Log node, long seed) {
        return new Compactor(
                node.database, node.store, time, packing, new Random(seed), SETTINGS, meters);
    }

    @Test
    void a_log_is_compacted_when_it_has_doubled_and_not_before() {
        grow(63);
        time.advance(DELAY_MAX);
        assertThat(looked()).as("nothing was to be looked at").isZero();
        grow(1);
        time.advance(DELAY_MAX);
        await().until(() -> log.stats(id).looseChanges() == 0);
        assertThat(done()).isEqualTo(1);
        long packed = log.stats(id).bytes();

        grow(70);
        time.advance(DELAY_MAX);
        await().until(() -> log.stats(id).looseChanges() == 0);
        grow(70);
        time.advance(DELAY_MAX);
        settled();
        Stats stats = log.stats(id);
        assertThat(stats.looseChanges()).as("less than the snapshot").isEqualTo(70);
        assertThat(stats.bytes() - stats.looseBytes()).isGreaterThan(packed);
        assertThat(done()).isEqualTo(2);
        assertThat(log.load(id)).hasSize(204);
    }

    @Test
    void few_but_large_changes_count_by_their_bytes() {
        for (int i = 0; i < 5; i++) {
            store(List.of(editor.edit("x".repeat(4_000))));
        }
        time.advance(DELAY_MAX);
        await().until(() -> log.stats(id).looseChanges() == 0);
    }

    @Test
    void a_large_log_is_compacted_in_several_snapshots() {
        for (int i = 0; i < 9; i++) {
            log.append(id, editor.edits(50));
        }
        compactor.grown(id, 450, 450 * 40);
        time.advance(DELAY_MAX);
        await().until(() -> done() == 3);
        settled();
        assertThat(log.stats(id).looseChanges())
                .as("in hundreds, until the rest is smaller than the snapshot")
                .isEqualTo(150);
    }

    @Test
    void two_nodes_at_once_do_no_harm() {
        try (var two = new Log(database, "two");
                var other = compactor(two, 2)) {
            for (int round = 1; round <= 8; round++) {
                List<Change> changes = editor.edits(64 * round);
                log.append(id, changes);
                compactor.grown(id, changes.size(), 0);
                other.grown(id, changes.size(), 0);
                time.advance(DELAY_MAX);
                settled();
            }
            assertThat(log.load(id)).hasSize(64 * 36);
            Log.assertCausal(log.load(id));
            assertThat(failed()).isZero();
            assertThat(done()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void a_failure_is_counted_and_the_next_growth_tries_again() {
        grow(63);
        log.database.close();
        compactor.grown(id, 64, 0);
        time.advance(DELAY_MAX);
        await().until(() -> failed() == 1);
        settled();
    }

    @Test
    void what_waits_and_what_is_watched_is_bounded() {
        for (int i = 0; i < 20; i++) {
            compactor.grown(log.document(), 1, 1);
        }
        assertThat(meters.counter("crema.documents.compactions.forgotten").count()).isEqualTo(4);
        var packs = new LinkedBlockingQueue<Runnable>();
        try (var slow =
                new Compactor(
                        log.database,
                        log.store,
                        time,
                        packs::add,
                        new Random(3),
                        SETTINGS,
                        meters)) {
            for (int i = 0; i < 4; i++) {
                DocumentId one = log.document();
                log.append(one, new Editor("bb").edits(64));
                slow.grown(one, 64, 64);
                time.advance(DELAY_MAX);
                await().until(() -> packs.size() == 1);
            }
            assertThat(meters.counter("crema.documents.compactions.refused").count()).isEqualTo(1);
            packs.remove().run();
            await().until(() -> packs.size() == 1 && done() == 1);
        }
    }

    private void grow(int changes) {
        store(editor.edits(changes));
    }

    private void store(List<Change> changes) {
        log.append(id, changes);
        changes.forEach(change -> compactor.grown(id, 1, change.chunk().length));
    }

    private void settled() {
        await().until(() -> meters.get("crema.documents.compactions.waiting").gauge().value() == 0);
    }

    private double looked() {
        return done() + failed();
    }

    private double done() {
        return meters.counter("crema.documents.compactions", "outcome", "done").count();
    }

    private double failed() {
        return meters.counter("crema.documents.compactions", "outcome", "failed").count();
    }
}
