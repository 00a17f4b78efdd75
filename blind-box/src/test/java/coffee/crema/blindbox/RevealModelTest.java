package coffee.crema.blindbox;

import static coffee.crema.blindbox.BlindBoxShop.HOST;
import static coffee.crema.blindbox.BlindBoxShop.member;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.blindbox.BlindBoxShop.Heard;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random reveals: hosts press everything, nodes die between any two deeds and come back, clocks jump, all of them are away for a while. `-Dcrema.seeds=500` runs more, `-Dcrema.seed=7`
/// a certain one.
class RevealModelTest {
    private static final OrderId ORDER = new OrderId("7");
    private static final int SEEDS = 20;
    private static final int NODES_MAX = 3;
    private static final long ON_TIME_MS = 500;

    @TempDir Path folder;

    static LongStream seeds() {
        Long one = Long.getLong("crema.seed");
        return one == null
                ? LongStream.rangeClosed(1, Integer.getInteger("crema.seeds", SEEDS))
                : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_member_sees_each_coffee_once_in_order_never_early_and_pauses_are_honoured(
            long seed) {
        System.out.println("RevealModelTest: seed " + seed);
        var random = new Random(seed);
        try (var shop =
                new BlindBoxShop(
                        DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("crema.db"), "", ""),
                        random)) {
            new Run(shop, random).play();
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    private static final class Run {
        private final BlindBoxShop shop;
        private final Random random;
        private final int items;

        /// When something was last done to time, or no node was there.
        private long disturbedMs;

        private boolean finishPressed;

        /// How far a node's clock was ever behind.
        private long behindMs;

        Run(BlindBoxShop shop, Random random) {
            this.shop = shop;
            this.random = random;
            this.items = 2 + random.nextInt(4);
        }

        void play() {
            for (int i = 0; i <= random.nextInt(NODES_MAX); i++) {
                shop.node();
            }
            boolean standings = random.nextBoolean();
            BlindBoxShop.await(
                    first().schedules
                            .schedule(
                                    first().by(HOST),
                                    BlindBoxShop.ask(
                                            ORDER, standings, BlindBoxShop.coffees(items))));
            for (int i = 0; i < 3; i++) {
                shop.join(first(), member("m" + i), ORDER);
            }
            int deeds = 40 + random.nextInt(60);
            for (int i = 0; i < deeds; i++) {
                deed();
                shop.later(Duration.ofMillis(random.nextInt(1_200)));
                if (living().isEmpty()) {
                    disturbedMs = shop.time.millis();
                }
                check(false);
            }
            bringToAnEnd();
            check(true);
        }

        private BlindBoxNode first() {
            return living().getFirst();
        }

        private List<BlindBoxNode> living() {
            return shop.nodes.stream().filter(node -> !node.fate.dead()).toList();
        }

        private void deed() {
            switch (random.nextInt(12)) {
                case 0, 1 -> kill();
                case 2, 3 -> revive();
                case 4 -> jump();
                case 5, 6 -> guess();
                default -> press();
            }
        }

        private void kill() {
            if (!living().isEmpty()) {
                living().get(random.nextInt(living().size())).fate.dieWithin(12);
            }
        }

        private void revive() {
            if (living().size() < NODES_MAX) {
                shop.node();
            }
        }

        /// A node's clock is set back; or all nodes are away, and time goes on.
        private void jump() {
            if (random.nextBoolean() && !living().isEmpty()) {
                int ms = random.nextInt(1_000);
                living().get(random.nextInt(living().size()))
                        .fate
                        .clockJumps(Duration.ofMillis(-ms));
                behindMs += ms;
            } else {
                living().forEach(BlindBoxNode::close);
                shop.later(Duration.ofMillis(random.nextInt(12_000)));
                shop.node();
            }
            disturbedMs = shop.time.millis();
        }

        private void guess() {
            if (!living().isEmpty()) {
                BlindBoxNode node = living().get(random.nextInt(living().size()));
                var who = member("m" + random.nextInt(3));
                String[] ids = new String[items];
                for (int i = 0; i < items; i++) {
                    ids[i] = "c-" + (1 + random.nextInt(items));
                }
                // It may be refused, and the node may die meanwhile: nobody waits.
                var _ =
                        node.guessing.guess(
                                node.by(who),
                                new BlindBoxCommand.Guess(ORDER, BlindBoxShop.guesses(ids)));
            }
        }

        private void press() {
            if (living().isEmpty()) {
                return;
            }
            BlindBoxNode node = living().get(random.nextInt(living().size()));
            Request request = node.by(HOST);
            var conduct = node.conduct;
            var _ =
                    switch (random.nextInt(24)) {
                        case 0, 1, 2 ->
                                conduct.open(request, new BlindBoxCommand.Open(ORDER, null));
                        case 3, 4, 5, 6 ->
                                conduct.lock(request, new BlindBoxCommand.Lock(ORDER, null));
                        case 7, 8, 9, 10, 11, 12 ->
                                conduct.start(request, new BlindBoxCommand.Start(ORDER, null));
                        case 13, 14, 15, 16 ->
                                conduct.pause(request, new BlindBoxCommand.Pause(ORDER, null));
                        case 17, 18, 19, 20, 21 ->
                                conduct.resume(request, new BlindBoxCommand.Resume(ORDER, null));
                        case 22 -> {
                            finishPressed = true;
                            yield conduct.finish(request, new BlindBoxCommand.Finish(ORDER, null));
                        }
                        default ->
                                conduct.abort(
                                        request,
                                        new BlindBoxCommand.Abort(
                                                ORDER, null, random.nextInt(4) == 0));
                    };
        }

        /// One healthy node, a host who presses what is left to press, and time.
        private void bringToAnEnd() {
            living().forEach(BlindBoxNode::close);
            BlindBoxNode node = shop.node();
            disturbedMs = shop.time.millis();
            for (int i = 0; i < 4; i++) {
                var _ = node.conduct.open(node.by(HOST), new BlindBoxCommand.Open(ORDER, null));
                var _ = node.conduct.lock(node.by(HOST), new BlindBoxCommand.Lock(ORDER, null));
                var _ = node.conduct.start(node.by(HOST), new BlindBoxCommand.Start(ORDER, null));
                var _ = node.conduct.resume(node.by(HOST), new BlindBoxCommand.Resume(ORDER, null));
                shop.later(Duration.ofSeconds(15));
            }
        }

        private void check(boolean atTheEnd) {
            List<Heard> heard = shop.heard();
            for (int i = 0; i < heard.size(); i++) {
                assertThat(heard.get(i).data().path("seq").asInt())
                        .as("told once, in order: %s", heard.get(i).name())
                        .isEqualTo(i + 1);
            }
            List<Integer> seen = new ArrayList<>();
            var clock = new Clock();
            for (Heard one : heard) {
                clock.hear(one);
                for (int position : shown(one)) {
                    if (!seen.contains(position)) {
                        seen.add(position);
                        onTime(clock, position, one);
                    } else {
                        assertThat(one.name()).as("shown again").isEqualTo("blindbox.caught-up");
                    }
                }
            }
            for (int i = 0; i < seen.size(); i++) {
                assertThat(seen.get(i)).as("order of coffees").isEqualTo(i + 1);
            }
            if (atTheEnd) {
                String end = heard.getLast().name();
                assertThat(end).isIn("reveal-complete", "blindbox.aborted");
                assertThat(end.equals("blindbox.aborted") || seen.size() == items)
                        .as("everything was shown")
                        .isTrue();
            }
        }

        private static List<Integer> shown(Heard one) {
            List<Integer> shown = new ArrayList<>();
            if (one.name().equals("coffee-revealed")) {
                shown.add(one.data().path("position").asInt());
            } else if (one.name().equals("blindbox.caught-up")) {
                for (JsonNode coffee : one.data().path("revealed")) {
                    shown.add(coffee.path("position").asInt());
                }
            }
            return shown;
        }

        private void onTime(Clock clock, int position, Heard one) {
            long dueMs = clock.dueMs(position);
            if (!finishPressed || !clock.finished(shop.heard(), one)) {
                assertThat(one.data().path("serverTime").asLong())
                        .as("coffee %d is never early", position)
                        .isGreaterThanOrEqualTo(dueMs);
                assertThat(one.atMs()).isGreaterThanOrEqualTo(dueMs);
            }
            if (dueMs > disturbedMs + 1_000 && behindMs == 0) {
                assertThat(one.atMs() - dueMs)
                        .as("coffee %d is late", position)
                        .isLessThanOrEqualTo(ON_TIME_MS);
            }
        }
    }

    /// What a watcher makes of the events, by the rule and not by the code: T0 + 10 + 3i + pauses.
    private static final class Clock {
        private long startMs;
        private long pausedMs;
        private long pausedAtMs;

        void hear(Heard one) {
            long serverMs = one.data().path("serverTime").asLong();
            switch (one.name()) {
                case "reveal-starting" -> startMs = one.data().path("startAt").asLong();
                case "blindbox.paused" -> pausedAtMs = serverMs;
                case "blindbox.resumed" -> pausedMs += Math.max(0, serverMs - pausedAtMs);
                default -> {
                    // Says nothing about time.
                }
            }
        }

        long dueMs(int position) {
            return startMs + 10_000 + 3_000L * position + pausedMs;
        }

        /// Whether the host showed the rest at once: then it is told in one go with the end.
        boolean finished(List<Heard> heard, Heard one) {
            return heard.stream()
                    .anyMatch(other ->
                            other.name().equals("reveal-complete")
                                    && other.data().path("serverTime").asLong()
                                            == one.data().path("serverTime").asLong());
        }
    }
}
