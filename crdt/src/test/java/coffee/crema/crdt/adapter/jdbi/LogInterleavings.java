package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.Editor;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two nodes append, compact, load and follow one document at the same time; the seed decides what each does, the database how they meet.
abstract class LogInterleavings {

    private static final int EDITORS = 4;
    private static final int TURNS = 60;

    abstract DatabaseSettings settings();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothing_is_lost_doubled_or_out_of_order(long seed) throws Exception {
        System.out.println("seed " + seed);
        DatabaseSettings settings = settings();
        try (var one = new Log(settings, "one");
                var two = new Log(settings, "two")) {
            new Run(seed, List.of(one, two)).play();
        }
    }

    private static final class Run {
        private final long seed;
        private final List<Log> nodes;
        private final DocumentId id;
        private final Map<ChangeHash, Stored> acknowledged = new ConcurrentHashMap<>();
        private final AtomicInteger writing = new AtomicInteger(EDITORS);

        Run(long seed, List<Log> nodes) {
            this.seed = seed;
            this.nodes = nodes;
            this.id = nodes.getFirst().document();
        }

        void play() throws Exception {
            var parts = new ArrayList<Callable<List<Stored>>>();
            for (int i = 0; i < EDITORS; i++) {
                int number = i;
                parts.add(() -> edit(number));
            }
            for (Log node : nodes) {
                parts.add(() -> compact(node));
                parts.add(() -> follow(node));
                parts.add(() -> load(node));
            }
            try (var threads = Executors.newFixedThreadPool(parts.size())) {
                for (Future<List<Stored>> part : threads.invokeAll(parts, 120, TimeUnit.SECONDS)) {
                    List<Stored> followed = part.get();
                    if (!followed.isEmpty()) {
                        assertWhole(followed);
                    }
                }
            }
            for (Log node : nodes) {
                assertWhole(node.load(id));
            }
            assertThat(nodes.getFirst().stats(id).changes()).isEqualTo(acknowledged.size());
        }

        private void assertWhole(List<Stored> log) {
            Log.assertCausal(log);
            assertThat(new HashSet<>(log)).isEqualTo(new HashSet<>(acknowledged.values()));
        }

        /// Reads now and then, edits, sends again what others may have sent, in any order.
        private List<Stored> edit(int number) {
            var random = new Random(seed * 31 + number);
            Log node = nodes.get(number % nodes.size());
            var author = new UserId("editor-" + number);
            var editor = new Editor("e" + number);
            List<Change> read = new ArrayList<>();
            long position = 0;
            try {
                for (int turn = 0; turn < TURNS; turn++) {
                    if (random.nextInt(3) == 0) {
                        List<Stored> news = node.after(id, position, 1 + random.nextInt(100));
                        position = news.isEmpty() ? position : news.getLast().position();
                        news.forEach(one -> read.add(one.change()));
                        editor.see(news.stream().map(Stored::change).toList());
                    }
                    var changes = new ArrayList<>(editor.edits(1 + random.nextInt(6)));
                    for (int i = random.nextInt(4); i > 0 && !read.isEmpty(); i--) {
                        changes.add(read.get(random.nextInt(read.size())));
                    }
                    Collections.shuffle(changes, random);
                    for (Stored one : node.append(id, changes, author, turn)) {
                        assertThat(acknowledged.put(one.change().hash(), one)).isNull();
                    }
                }
            } finally {
                writing.decrementAndGet();
            }
            return List.of();
        }

        private List<Stored> compact(Log node) {
            var random = new Random(seed * 37 + nodes.indexOf(node));
            while (writing.get() > 0) {
                node.compact(id, 1 + random.nextInt(200));
            }
            return List.of();
        }

        /// Always after the greatest position it saw.
        private List<Stored> follow(Log node) {
            var random = new Random(seed * 41 + nodes.indexOf(node));
            var log = new ArrayList<Stored>();
            boolean more = true;
            while (more) {
                more = writing.get() > 0;
                long position = log.isEmpty() ? 0 : log.getLast().position();
                List<Stored> news = node.after(id, position, 1 + random.nextInt(50));
                log.addAll(news);
                more |= !news.isEmpty();
            }
            return log;
        }

        /// Also where each statement sees what is committed by then.
        private List<Stored> load(Log node) {
            while (writing.get() > 0) {
                Log.assertCausal(node.load(id));
                List<Stored> log =
                        Log.get(node.database.write("load", tx -> node.store.load(tx, id)));
                Log.assertCausal(log);
            }
            return List.of();
        }
    }
}
