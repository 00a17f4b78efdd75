package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Redis goes away under two nodes in the middle of a talk, and comes back.
class RedisLossIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /// How long a member may hear nothing once Redis is back: never silent.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    /// A shorter outage may show as nothing but a late answer.
    private static final int PATIENT_FOR_SECONDS = 3;

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

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void killed_and_back_empty_nothing_acknowledged_is_missing(int seconds) {
        try (var talk = begin("killed-" + seconds)) {
            Map<Member, String> epochs = epochs(talk);
            cluster.redis.kill();
            talkOnFor(talk, Duration.ofSeconds(seconds));
            cluster.redis.restart();
            long backAt = System.nanoTime();
            awaitNews(talk, backAt);
            for (Member member : talk.members) {
                await("the new epoch of " + member.user)
                        .atMost(PATIENCE)
                        .until(() -> !epochs.get(member).equals(epoch(member, talk)));
                assertThat(member.of(talk.channel))
                        .as("snapshots of %s", member.user)
                        .filteredOn(one -> one.type().equals("snapshot"))
                        .filteredOn(one -> !one.epoch().equals(epochs.get(member)))
                        .isNotEmpty();
            }
            assertThat(talk.members.stream().flatMap(one -> one.putOff.stream()))
                    .as("what could not be done without Redis was put off")
                    .isSubsetOf("unavailable", "timeout")
                    .hasSizeGreaterThanOrEqualTo(seconds > PATIENT_FOR_SECONDS ? 1 : 0);
            finish(talk);
        } catch (Throwable failure) {
            throw new AssertionError(cluster.logs(), failure);
        }
    }

    @Test
    void stopped_for_a_while_and_going_on_as_if_nothing_had_been() {
        try (var talk = begin("paused")) {
            cluster.redis.pause();
            try {
                talkOnFor(talk, Duration.ofSeconds(3));
            } finally {
                cluster.redis.resume();
            }
            awaitNews(talk, System.nanoTime());
            finish(talk);
        } catch (Throwable failure) {
            throw new AssertionError(cluster.logs(), failure);
        }
    }

    @Test
    void a_connection_to_it_that_falls_silent_is_given_up_and_made_anew() {
        try (var talk = begin("half-open")) {
            cluster.wayToRedis(0).silence();
            awaitNews(talk, System.nanoTime());
            finish(talk);
        } catch (Throwable failure) {
            throw new AssertionError(cluster.logs(), failure);
        }
    }

    private static Conversation begin(String room) {
        var talk = Conversation.begin(room, cluster.doors(0).subList(0, 1));
        for (int i = 0; i < 5; i++) {
            talk.joined(
                    List.of(cluster.node(i % 2).ws()),
                    "member" + i,
                    i < 2 ? WireFormat.CBOR : WireFormat.JSON);
        }
        talk.talk(PAUSE);
        await().atMost(PATIENCE).until(() -> talk.said() > 50 && talk.published() > 10);
        return talk;
    }

    /// Without Redis what is said is still stored and acknowledged.
    private static void talkOnFor(Conversation talk, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        int saidBefore = talk.said();
        await().atMost(PATIENCE).until(() -> System.nanoTime() - end >= 0);
        assertThat(talk.said()).as("said without Redis").isGreaterThan(saidBefore + 5);
    }

    /// Every member hears of something that was said after `since`.
    private static void awaitNews(Conversation talk, long since) {
        long sinceMs = System.currentTimeMillis();
        for (Member member : talk.members) {
            await("news for " + member.user)
                    .atMost(SILENCE_MAX)
                    .until(() ->
                            member.client.events("chat.said").stream()
                                    .filter(one -> one.nanos() > since)
                                    .anyMatch(one ->
                                            one.data().at("/message/atMs").asLong() > sinceMs));
        }
    }

    private static void finish(Conversation talk) {
        talk.settle(PATIENCE);
        talk.check();
        for (Member member : talk.members) {
            assertThat(member.closes).as("the socket of %s", member.user).isEmpty();
        }
    }

    private static Map<Member, String> epochs(Conversation talk) {
        var epochs = new HashMap<Member, String>();
        talk.members.forEach(member -> epochs.put(member, epoch(member, talk)));
        return epochs;
    }

    private static String epoch(Member member, Conversation talk) {
        return member.of(talk.channel).stream()
                .map(Received::epoch)
                .reduce("", (_, later) -> later);
    }
}
