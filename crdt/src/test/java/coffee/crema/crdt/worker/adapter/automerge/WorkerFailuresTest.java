package coffee.crema.crdt.worker.adapter.automerge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import coffee.crema.crdt.AutomergeWorkers.Refused;
import coffee.crema.crdt.AutomergeWorkers.Refused.Reason;
import coffee.crema.crdt.AutomergeWorkers.Verdict;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.wire.RejectedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Workers that abort, hang, are killed or stopped; with real processes.
@Timeout(300)
final class WorkerFailuresTest {
    private static final List<Change> SOUND = JavaScriptDocuments.read().typing().parsed();
    private static final Duration A_WHILE = Duration.ofSeconds(60);

    @TempDir private Path dir;

    private static List<ChangeHash> hashes(List<Change> changes) {
        return changes.stream().map(Change::hash).toList();
    }

    private static CompletionStage<Verdict> start(Site site, DocumentId id) {
        return site.workers.apply(id, Site.EMPTY, SOUND.subList(0, 50));
    }

    @Test
    void a_change_that_kills_is_refused_and_the_others_of_its_batch_are_applied() {
        try (var site = new Site(Site.settings(), dir)) {
            DocumentId id = Site.document();
            var batch = new ArrayList<>(SOUND.subList(0, 9));
            batch.add(4, Crafted.DEADLY);
            Verdict verdict = Site.await(site.workers.apply(id, Site.EMPTY, batch));
            assertThat(verdict.accepted()).isEqualTo(hashes(SOUND.subList(0, 9)));
            assertThat(verdict.refused())
                    .containsExactly(new Refused(Crafted.DEADLY.hash(), Reason.KILLED_WORKER));
            double deaths = site.count("crema.documents.worker.restarts", "reason", "crashed");
            assertThat(deaths).isEqualTo(1);

            var again = site.workers.apply(id, Site.EMPTY, List.of(Crafted.DEADLY));
            assertThat(Site.await(again).refused()).hasSize(1);
            assertThat(site.count("crema.documents.worker.restarts", "reason", "crashed"))
                    .as("it is known, and not tried again")
                    .isEqualTo(deaths);
        }
    }

    @Test
    void a_history_that_kills_is_kept_away_and_others_are_served() {
        try (var site = new Site(Site.settings(), dir)) {
            DocumentId id = Site.document();
            var history = Site.history(List.of(Crafted.DEADLY));
            for (int again = 0; again < 3; again++) {
                assertThatExceptionOfType(RejectedException.class)
                        .isThrownBy(() -> Site.await(site.workers.read(id, history, List.of())));
            }
            assertThat(site.count("crema.documents.worker.restarts", "reason", "crashed"))
                    .isEqualTo(1);
            assertThat(Site.await(start(site, Site.document())).refused()).isEmpty();
        }
    }

    @Test
    void a_bomb_ends_at_a_limit() {
        var settings = Site.with(128 << 20, Duration.ofSeconds(3), 200_000, 8 << 20);
        try (var site = new Site(settings, dir)) {
            for (Change bomb : List.of(Crafted.bomb(1L << 25), Crafted.bomb(1L << 40))) {
                var verdict = site.workers.apply(Site.document(), Site.EMPTY, List.of(bomb));
                assertThat(Site.await(verdict).refused())
                        .singleElement()
                        .satisfies(it ->
                                assertThat(it.reason())
                                        .isIn(Reason.TIMED_OUT, Reason.TOO_MUCH_MEMORY));
                assertThat(Site.await(start(site, Site.document())).refused()).isEmpty();
            }
        }
    }

    @Test
    void calls_under_way_survive_the_death_of_every_worker() {
        try (var site = new Site(Site.settings(), dir)) {
            Site.await(start(site, Site.document()));
            await().atMost(A_WHILE).until(site::isStaffed);
            for (int round = 0; round < 3; round++) {
                List<CompletionStage<Verdict>> calls =
                        Stream.generate(() -> start(site, Site.document())).limit(100).toList();
                kill(site.pids());
                for (CompletionStage<Verdict> call : calls) {
                    assertThat(Site.await(call).accepted()).isEqualTo(hashes(SOUND.subList(0, 50)));
                }
            }
        }
    }

    private static void kill(List<Long> pids) {
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void a_stopped_worker_is_replaced_by_the_one_that_stands_by() throws Exception {
        var settings = Site.with(128 << 20, Duration.ofSeconds(2), 200_000, 8 << 20);
        try (var site = new Site(settings, dir)) {
            var ids = Stream.generate(Site::document).limit(20).toList();
            ids.forEach(id -> Site.await(start(site, id)));
            await().atMost(A_WHILE).until(site::isStaffed);
            List<Long> stopped = site.pids();
            for (long pid : stopped) {
                assertThat(new ProcessBuilder("kill", "-STOP", "" + pid).start().waitFor())
                        .isZero();
            }
            var next = SOUND.subList(50, 60);
            List<CompletionStage<Verdict>> calls =
                    ids.stream()
                            .map(id ->
                                    site.workers.apply(
                                            id, Site.history(SOUND.subList(0, 50)), next))
                            .toList();
            for (CompletionStage<Verdict> call : calls) {
                assertThat(Site.await(call).accepted()).isEqualTo(hashes(next));
            }
            assertThat(site.count("crema.documents.worker.restarts", "reason", "timed_out"))
                    .isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void a_worn_worker_is_exchanged_and_no_call_is_lost() {
        var settings = Site.with(128 << 20, Duration.ofSeconds(10), 40, 8 << 20);
        try (var site = new Site(settings, dir)) {
            DocumentId id = Site.document();
            for (int i = 0; i < SOUND.size(); i++) {
                var call =
                        site.workers.apply(
                                id, Site.history(SOUND.subList(0, i)), SOUND.subList(i, i + 1));
                assertThat(Site.await(call).accepted()).hasSize(1);
                if (i == 0) {
                    // Nobody is exchanged before there is somebody to take the place.
                    await().atMost(A_WHILE).until(site::isStaffed);
                }
            }
            await().atMost(A_WHILE)
                    .until(() ->
                            site.count("crema.documents.worker.restarts", "reason", "retired")
                                    >= 1);
        }
    }

    @Test
    void nothing_is_left_after_the_end() throws IOException {
        var site = new Site(Site.settings(), dir);
        List<Long> pids;
        CompletionStage<Verdict> late;
        try (site) {
            Site.await(start(site, Site.document()));
            await().atMost(A_WHILE).until(site::isStaffed);
            pids = site.pids();
            assertThat(files(dir)).anyMatch(file -> file.contains("automerge_jni"));
            assertThat(files(dir)).filteredOn(file -> file.contains("jni")).hasSize(1);
        }
        assertThat(pids).hasSize(3).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(files(dir)).isEmpty();
        late = start(site, Site.document());
        assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> Site.await(late));
    }

    private static List<String> files(Path dir) throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.filter(it -> !it.equals(dir)).map(Path::toString).toList();
        }
    }

    @Test
    void workers_end_with_a_server_that_is_killed_and_the_next_one_cleans_up() throws Exception {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName(),
                        dir.toString());
        Process server =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<Long> pids = new ArrayList<>();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("workers ")) {
                    Arrays.stream(line.substring(8).split(" "))
                            .map(Long::valueOf)
                            .forEach(pids::add);
                    break;
                }
            }
        } finally {
            server.destroyForcibly().waitFor();
        }
        assertThat(pids).hasSize(3);
        await().atMost(A_WHILE)
                .until(() -> pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
        assertThat(files(dir)).isNotEmpty();
        try (var site = new Site(Site.settings(), dir)) {
            Site.await(start(site, Site.document()));
        }
        assertThat(files(dir)).isEmpty();
    }

    /// A server that only waits to be killed; one of its workers hangs.
    static final class Doomed {
        private Doomed() {}

        public static void main(String[] arguments) throws Exception {
            var site = new Site(Site.settings(), Path.of(arguments[0]));
            Site.await(start(site, Site.document()));
            await().atMost(A_WHILE).until(site::isStaffed);
            var _ =
                    site.workers.apply(
                            Site.document(), Site.EMPTY, List.of(Crafted.bomb(1L << 40)));
            String line = "workers";
            for (long pid : site.pids()) {
                line += " " + pid;
            }
            System.out.println(line);
            System.out.flush();
            System.in.read();
        }
    }

    @Test
    void a_broken_installation_is_not_started_over_and_over() {
        var settings = Site.patient(Duration.ofSeconds(6));
        try (var site = new Site(settings, dir.resolve("is-not-there"))) {
            var call = start(site, Site.document());
            assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> Site.await(call));
            assertThat(site.count("crema.documents.worker.starts.failed"))
                    .as("in %s", settings.patience())
                    .isBetween(3.0, 12.0);
        }
    }
}
