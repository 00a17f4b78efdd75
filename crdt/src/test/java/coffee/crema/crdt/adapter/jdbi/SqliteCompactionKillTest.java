package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.Editor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that compacts a document on SQLite is killed in the middle of it, again and again: whatever it acknowledged is there.
final class SqliteCompactionKillTest {

    /// Where in the work of a compaction the kill is sent; it arrives a little later.
    private static final List<String> MOMENTS = List.of("read", "pack", "write", "write", "write");

    @TempDir Path folder;

    @Test
    void what_a_process_killed_while_compacting_acknowledged_is_there() throws Exception {
        DocumentId id;
        try (var log = new Log(Log.sqlite(folder), "first")) {
            id = log.document();
        }
        long before = 0;
        for (int life = 1; life <= MOMENTS.size(); life++) {
            long acknowledged = workUntilKilled(id, life, MOMENTS.get(life - 1));
            assertThat(acknowledged).isGreaterThan(before);
            try (var log = new Log(Log.sqlite(folder), "reader" + life)) {
                List<Stored> stored = log.load(id);
                Log.assertCausal(stored);
                assertThat(stored).hasSizeGreaterThanOrEqualTo((int) acknowledged);
                DocumentStore.Stats stats = log.stats(id);
                assertThat(stats.changes()).isEqualTo(stored.size());
                assertThat(stats.bytes())
                        .isEqualTo(
                                stored.stream()
                                        .mapToLong(one -> one.change().chunk().length)
                                        .sum());
                before = stored.size();
            }
        }
        try (var log = new Log(Log.sqlite(folder), "last")) {
            log.compact(id, Integer.MAX_VALUE);
            assertThat(log.load(id)).hasSize((int) before);
            assertThat(log.stats(id).looseChanges()).isZero();
        }
    }

    /// @return how many changes of the document were acknowledged in this life and those before
    private long workUntilKilled(DocumentId id, int life, String moment)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Worker.class.getName(),
                                folder.toString(),
                                id.value(),
                                Integer.toString(life))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long acknowledged = 0;
        int passed = 0;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ack ")) {
                    acknowledged = Long.parseLong(line.substring("ack ".length()));
                }
                if (line.equals(moment) && ++passed == 2 + life) {
                    // By its handle: the process itself would close the stream we read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(passed).as("it was killed, and did not fail").isGreaterThanOrEqualTo(2 + life);
        return acknowledged;
    }

    /// Appends and compacts without end, and says what it is about to do and what was acknowledged.
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) {
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            var id = new DocumentId(arguments[1]);
            try (var log = new Log(Log.sqlite(Path.of(arguments[0])), "life" + arguments[2])) {
                var editor = new Editor("life" + arguments[2]);
                List<Stored> stored = log.load(id);
                editor.see(stored.stream().map(Stored::change).toList());
                long count = stored.size();
                while (true) {
                    var changes = new ArrayList<Change>();
                    for (int i = 0; i < 200; i++) {
                        changes.add(editor.edit("words ".repeat(100) + i));
                    }
                    count += log.append(id, changes).size();
                    out.println("ack " + count);
                    compact(log, id, out);
                }
            }
        }

        private static void compact(Log log, DocumentId id, PrintStream out) {
            out.println("read");
            var due = log.read(tx -> log.store.uncompacted(tx, id, 150)).orElseThrow();
            out.println("pack");
            var snapshot = due.pack();
            out.println("write");
            log.yes(tx -> log.store.compact(tx, snapshot));
        }
    }
}
