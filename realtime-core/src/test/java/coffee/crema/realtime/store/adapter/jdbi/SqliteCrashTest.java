package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.wire.Event;
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

/// A process that writes to SQLite is killed: whatever it acknowledged is there, together with its event.
final class SqliteCrashTest extends JdbiContract {

    private static final int ACKNOWLEDGED_MIN = 500;

    @TempDir Path folder;

    @Override
    protected DatabaseSettings settings() {
        return SqliteFile.in(folder);
    }

    @Test
    void what_a_killed_process_acknowledged_is_there() throws Exception {
        for (int life = 1; life <= 3; life++) {
            List<String> acknowledged = writeUntilKilled(life);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_MIN);
            var database = open("reader" + life);
            assertThat(names(database)).containsAll(acknowledged);
            List<String> events =
                    get(
                            database.read(tx ->
                                    handle(tx)
                                            .createQuery("select name from outbox order by name")
                                            .mapTo(String.class)
                                            .list()));
            // Of one transaction: also what was committed and not acknowledged any more.
            assertThat(events).isEqualTo(names(database));
            database.close();
        }
    }

    private List<String> writeUntilKilled(int life) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                folder.toString(),
                                Integer.toString(life))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var acknowledged = new ArrayList<String>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ack ")) {
                    acknowledged.add(line.substring("ack ".length()));
                }
                if (acknowledged.size() == ACKNOWLEDGED_MIN) {
                    // By its handle: the process itself would close the stream we read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return acknowledged;
    }

    /// Writes without end, and says what was acknowledged.
    static final class Writer extends JdbiContract {
        private final Path folder;

        private Writer(Path folder) {
            this.folder = folder;
        }

        public static void main(String[] arguments) {
            new Writer(Path.of(arguments[0])).write(arguments[1]);
        }

        @Override
        protected DatabaseSettings settings() {
            return SqliteFile.in(folder);
        }

        private void write(String life) {
            var database = open("writer" + life);
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            for (int i = 0; ; i++) {
                String name = life + "-" + i;
                var stage =
                        database.write(
                                        "lane",
                                        tx -> {
                                            tx.publish(
                                                    new ChannelName("room:1"),
                                                    new Event(name, 1, new byte[] {'{', '}'}));
                                            return put(tx, name, 1);
                                        })
                                .thenAccept(count -> out.println("ack " + name));
                if (i % 100 == 99) {
                    get(stage);
                }
            }
        }
    }
}
