package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.PeopleList.Change;
import coffee.crema.server.cluster.WsClient.Received;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A node of two is killed in the middle of a talk. `-Dcrema.seeds=20` runs more of them, `-Dcrema.seed=7` a certain one.
class NodeDeathIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(5);
    private static final Duration QUICK_RETURN = Duration.ofSeconds(2);
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(6);
    private static final int RETURNING = 3;

    @TempDir static Path dir;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(2, dir);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static LongStream seeds() {
        Long one = Long.getLong("crema.seed");
        return one == null
                ? LongStream.rangeClosed(1, Integer.getInteger("crema.seeds", 2))
                : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void its_people_go_on_at_the_other_and_nothing_is_lost_or_seen_twice(long seed) {
        System.out.println("NodeDeathIT: seed " + seed);
        var random = new Random(seed);
        int victim = random.nextInt(2);
        try (var talk = Conversation.begin("death-" + seed, doors(1 - victim));
                var ghost = Member.at(cluster.node(victim).ws(), talk.room + "-ghost")) {
            ghost.joins(talk.room);
            List<Member> returning = gather(talk, victim, random);
            awaitEveryoneListed(talk, RETURNING + 4);
            talk.talk(PAUSE);
            int wordsBefore = 30 + random.nextInt(120);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> talk.said() >= wordsBefore);

            long killedAt = System.nanoTime();
            long killedAtMs = System.currentTimeMillis();
            cluster.node(victim).kill9();
            ghost.vanish();
            int words = talk.said();
            await("they come back and talk on")
                    .atMost(PATIENCE)
                    .until(() ->
                            returning.stream().allMatch(one -> one.welcomes.size() > 1)
                                    && talk.said() >= words + 60);
            talk.settle(PATIENCE);
            awaitGone(talk, ghost, killedAt);
            talk.check();
            checkReturn(talk, returning, killedAt);
            checkTakenOver(talk, killedAt, killedAtMs);
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + cluster.logs(), failure);
        } finally {
            cluster.replace(victim);
        }
    }

    @Test
    void what_it_committed_and_could_not_publish_is_published_by_the_other() {
        try (var talk = Conversation.begin("unpublished", doors(1))) {
            Member author = talk.joined(List.of(cluster.node(0).ws()), "author", WireFormat.JSON);
            cluster.redis.pause();
            author.says(talk.room, "committed, and not published").join();
            cluster.node(0).kill9();
            long killedAt = System.nanoTime();
            author.vanish();
            cluster.redis.resume();
            await().atMost(PATIENCE).until(() -> !talk.host().client.events("chat.said").isEmpty());
            assertThat(talk.host().client.events("chat.said"))
                    .singleElement()
                    .matches(
                            said -> said.nanos() - killedAt < TAKEN_OVER_WITHIN.toNanos(),
                            "in time");
        } finally {
            cluster.redis.resume();
            cluster.replace(0);
        }
    }

    private static List<URI> doors(int only) {
        return List.of(cluster.node(only).ws());
    }

    /// Three at the node that will die, who know the way to the other, and two more at the other, beside the host.
    private static List<Member> gather(Conversation talk, int victim, Random random) {
        var returning = new ArrayList<Member>();
        for (int i = 0; i < RETURNING; i++) {
            returning.add(talk.joined(cluster.doors(victim), "returning" + i, codec(random)));
        }
        talk.joined(doors(1 - victim), "staying0", codec(random));
        talk.joined(doors(1 - victim), "staying1", codec(random));
        return returning;
    }

    private static WireFormat codec(Random random) {
        return random.nextBoolean() ? WireFormat.JSON : WireFormat.CBOR;
    }

    private static void awaitEveryoneListed(Conversation talk, int people) {
        for (Member member : talk.members) {
            await("the list of " + member.user)
                    .atMost(PATIENCE)
                    .until(() -> PeopleList.of(member, talk.channel).users().size() == people);
        }
    }

    private static void awaitGone(Conversation talk, Member ghost, long killedAt) {
        for (Member member : talk.members) {
            await("the list of " + member.user)
                    .atMost(PATIENCE)
                    .until(() -> !PeopleList.of(member, talk.channel).users().contains(ghost.user));
        }
        for (Member witness : staying(talk)) {
            assertThat(changes(witness, talk, killedAt))
                    .filteredOn(change -> change.user().equals(ghost.user))
                    .as("what %s was told of the one who did not return", witness.user)
                    .singleElement()
                    .matches(change -> !change.here(), "gone")
                    .matches(
                            change -> change.nanos() - killedAt < GONE_WITHIN.toNanos(), "in time");
        }
    }

    /// Whoever was back quickly was never away, as the others see it.
    private static void checkReturn(Conversation talk, List<Member> returning, long killedAt) {
        for (Member back : returning) {
            assertThat(back.welcomes.get(1).ack().get("resumed").asBoolean())
                    .as("%s resumed", back.user)
                    .isTrue();
            if (back.welcomes.get(1).nanos() - killedAt < QUICK_RETURN.toNanos()) {
                for (Member witness : staying(talk)) {
                    assertThat(changes(witness, talk, killedAt))
                            .extracting(Change::user)
                            .as("what %s was told", witness.user)
                            .doesNotContain(back.user);
                }
            }
        }
    }

    /// What the dead node had committed came from the other in time.
    private static void checkTakenOver(Conversation talk, long killedAt, long killedAtMs) {
        for (Member witness : staying(talk)) {
            for (Received said : witness.client.events("chat.said")) {
                if (said.data().at("/message/atMs").asLong() <= killedAtMs) {
                    assertThat(TimeUnit.NANOSECONDS.toMillis(said.nanos() - killedAt))
                            .as("ms after the death: %s", said)
                            .isLessThan(TAKEN_OVER_WITHIN.toMillis());
                }
            }
        }
    }

    private static List<Member> staying(Conversation talk) {
        return talk.members.stream().filter(member -> member.welcomes.size() == 1).toList();
    }

    private static List<Change> changes(Member witness, Conversation talk, long since) {
        return PeopleList.of(witness, talk.channel).changes().stream()
                .filter(change -> change.nanos() > since)
                .toList();
    }
}
