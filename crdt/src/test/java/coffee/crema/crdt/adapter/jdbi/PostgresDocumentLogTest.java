package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.Editor;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class PostgresDocumentLogTest extends DocumentLogContract {
    private static final int ROUNDS = 25;
    private static final int DOCUMENTS = 6;

    @Override
    DatabaseSettings settings() {
        return Log.postgres();
    }

    /// PostgreSQL ends one of two transactions that wait for each other, after a second in which both stand still.
    @Test
    void nodes_that_append_to_the_same_documents_crosswise_do_not_wait_for_each_other() {
        var oneWriter =
                new DatabaseSettings(
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        1,
                        2,
                        1_000,
                        60,
                        Duration.ofSeconds(5));
        var random = new Random(11);
        var documents = new ArrayList<DocumentId>();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(log.document());
        }
        try (var left = new Log(oneWriter, "left");
                var right = new Log(oneWriter, "right")) {
            for (int round = 0; round < ROUNDS; round++) {
                var start = new CountDownLatch(1);
                var stages = new ArrayList<CompletionStage<?>>();
                for (Log node : List.of(left, right)) {
                    stages.add(node.database.write("gate", _ -> pass(start)));
                    Collections.shuffle(documents, random);
                    for (DocumentId document : documents) {
                        List<Change> changes =
                                new Editor("%032x".formatted(random.nextLong())).edits(3);
                        stages.add(
                                node.database.write(
                                        document.value(),
                                        tx ->
                                                node.store.append(
                                                        tx, document, changes, Log.ANN, 1)));
                    }
                }
                start.countDown();
                stages.forEach(Log::get);
            }
            for (Log node : List.of(left, right)) {
                assertThat(node.meters.get("crema.store.alone").counter().count())
                        .as("transactions that had to be begun anew")
                        .isZero();
            }
        }
        for (DocumentId document : documents) {
            List<Stored> stored = log.load(document);
            Log.assertCausal(stored);
            assertThat(stored).hasSize(2 * ROUNDS * 3);
        }
    }

    private static boolean pass(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
