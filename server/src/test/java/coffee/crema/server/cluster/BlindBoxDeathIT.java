package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nodes of three are killed at random instants of a reveal. `-Dcrema.seeds=30` runs more of them (the profile campaign does), `-Dcrema.seed=7` a certain one.
class BlindBoxDeathIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int NODES = 3;
    private static final int COFFEES = 5;
    private static final int COUNTDOWN_MS = 1_000;
    private static final int INTERVAL_MS = 1_000;

    /// What a killed node may cost a step, and what a test machine with few cores may add on the way to a socket.
    private static final long LATE_MS = 500 + 500;

    private static final int SEEDS = 2;

    @TempDir static Path dir;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(NODES, dir, node -> node.set("crema.blind-box.keys", BoxTable.KEY));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static LongStream seeds() {
        Long one = Long.getLong("crema.seed");
        int seeds = Math.max(SEEDS, Integer.getInteger("crema.seeds", SEEDS));
        return one == null
                // The common gate kills other things, too: two are enough there.
                ? LongStream.rangeClosed(1, seeds > 4 ? 30 : SEEDS)
                : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_killed_node_delays_nothing_much_and_everybody_sees_everything_once(long seed) {
        System.out.println("BlindBoxDeathIT: seed " + seed);
        var random = new Random(seed);
        String order = "death-" + seed;
        // The odd seeds leave one node of two alive, the even ones one or two of three.
        List<Integer> victims = victims(random, seed % 2 == 1 ? 1 : 2);
        int survivor = survivor(victims);
        var watchers = new ArrayList<Member>();
        try (var host = Member.at(cluster.node(survivor).ws(), "host")) {
            host.ask("blindbox.schedule", BoxTable.schedule(order, COFFEES, 1, 1));
            host.joins(BoxTable.room(order));
            for (int i = 0; i < NODES; i++) {
                List<URI> doors = cluster.doors(i);
                watchers.add(
                        Member.at(
                                doors,
                                "watcher-" + i,
                                random.nextBoolean() ? WireFormat.JSON : WireFormat.CBOR));
                watchers.getLast().joins(BoxTable.room(order));
            }
            JsonNode box = host.ask("blindbox.start", Map.of("orderId", order)).get("box");
            long startMs = box.path("startedAtMs").asLong();
            for (int victim : victims) {
                awaitInstant(System.currentTimeMillis() + random.nextInt(2_500));
                cluster.node(victim).kill9();
            }
            watchers.add(host);
            for (Member one : watchers) {
                await("the end for " + one.user)
                        .atMost(PATIENCE)
                        .until(() -> BoxTable.of(one.client, order).complete());
                checkScreen(one, order);
            }
            checkLateness(host, order, startMs);
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + cluster.logs(), failure);
        } finally {
            watchers.forEach(Member::close);
            victims.forEach(cluster::replace);
        }
    }

    private static void awaitInstant(long atMs) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> System.currentTimeMillis() >= atMs);
    }

    private static List<Integer> victims(Random random, int count) {
        var victims = new ArrayList<Integer>();
        while (victims.size() < count) {
            int next = random.nextInt(NODES);
            if (!victims.contains(next)) {
                victims.add(next);
            }
        }
        return victims;
    }

    private static int survivor(List<Integer> victims) {
        for (int i = 0; i < NODES; i++) {
            if (!victims.contains(i)) {
                return i;
            }
        }
        throw new AssertionError("all of them");
    }

    private static void checkScreen(Member one, String order) {
        BoxTable table = BoxTable.of(one.client, order);
        assertThat(table.shown).as(one.user).containsExactly(1, 2, 3, 4, 5);
        assertThat(table.contradictions).as(one.user).isEmpty();
        assertThat(one.client.violations()).as(one.user).isEmpty();
        table.coffees.forEach((position, coffee) ->
                assertThat(coffee.at("/coffee/name").asText())
                        .isEqualTo(BoxTable.name(order, position)));
    }

    /// By the clock of this machine, which is that of the nodes.
    private static void checkLateness(Member host, String order, long startMs) {
        long offsetNanos = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
        BoxTable.of(host.client, order)
                .firstNanos
                .forEach((position, nanos) -> {
                    long dueMs = startMs + COUNTDOWN_MS + (long) INTERVAL_MS * position;
                    long lateMs = (nanos + offsetNanos) / 1_000_000 - dueMs;
                    assertThat(lateMs)
                            .as("coffee %d, milliseconds after it was due", position)
                            .isBetween(-5L, LATE_MS);
                });
    }

    @Test
    void after_a_full_stop_what_came_due_is_there_and_the_timetable_goes_on() {
        String order = "stop";
        var host = new WsClient(WireFormat.JSON, Tokens.of("host"));
        try (host) {
            host.connected(cluster.node(0).ws());
            host.ask("blindbox.schedule", BoxTable.schedule(order, 26, 1, 1));
            host.ask("room.join", Map.of("room", BoxTable.room(order)));
            long startMs =
                    host.ask("blindbox.start", Map.of("orderId", order))
                            .at("/box/startedAtMs")
                            .asLong();
            await().atMost(PATIENCE).until(() -> !host.events("coffee-revealed").isEmpty());
            for (int i = 0; i < NODES; i++) {
                cluster.node(i).kill9();
            }
            awaitInstant(System.currentTimeMillis() + 4_000);
            for (int i = 0; i < NODES; i++) {
                cluster.replace(i);
            }
            host.connected(cluster.node(0).ws());
            await().atMost(PATIENCE).until(() -> BoxTable.of(host, order).complete());
            BoxTable table = BoxTable.of(host, order);
            assertThat(table.shown).hasSize(26).isSorted();
            assertThat(table.contradictions).isEmpty();
            assertThat(host.events("blindbox.caught-up").size() + snapshots(host)).isPositive();
            long last = host.events("coffee-revealed").getLast().data().path("serverTime").asLong();
            assertThat(last - (startMs + COUNTDOWN_MS + 26L * INTERVAL_MS)).isBetween(0L, LATE_MS);
        } catch (Throwable failure) {
            throw new AssertionError(cluster.logs(), failure);
        }
    }

    private static long snapshots(WsClient host) {
        return host.received().stream().filter(one -> one.type().equals("snapshot")).count();
    }
}
