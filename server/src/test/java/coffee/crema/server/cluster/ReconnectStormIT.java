package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand members of one room lose their connections at once, and come back at once.
class ReconnectStormIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(20);

    /// With the host they are the thousand up to which people are listed.
    private static final int CROWD = 999;

    private static final int ARRIVING_AT_ONCE = 32;
    private static final int WORDS = 20;
    private static final int BROKER_READS_MAX = 20;

    @TempDir Path dir;

    /// One of the crowd, who keeps no more than numbers.
    private static final class Face {
        final WsClient client;
        final AtomicInteger heard = new AtomicInteger();
        final AtomicInteger snapshots = new AtomicInteger();

        Face(int number) {
            client = new WsClient(WireFormat.JSON, Tokens.of("face-" + number));
            client.forgetful();
            client.listen(this::hear);
        }

        private void hear(Received received) {
            if (received.name().equals("chat.said")) {
                heard.incrementAndGet();
            } else if (received.type().equals("snapshot")
                    && received.channel().startsWith("room:")) {
                snapshots.incrementAndGet();
            }
        }
    }

    @Test
    void all_come_back_by_position_with_nothing_lost_and_nobody_sees_them_gone() {
        try (var cluster = Cluster.of(2, dir);
                var talk = Conversation.begin("storm", cluster.doors(1).subList(0, 1))) {
            URI door = cluster.node(0).ws();
            List<Face> crowd = IntStream.range(0, CROWD).mapToObj(Face::new).toList();
            arrive(crowd, door, talk.room);
            await("the whole list")
                    .atMost(PATIENCE)
                    .until(() -> people(talk).users().size() == CROWD + 1);
            double readsBefore = brokerReads(cluster);

            long cutAt = System.nanoTime();
            crowd.forEach(face -> face.client.drop());
            List<CompletableFuture<JsonNode>> back =
                    crowd.stream().map(face -> face.client.connect(door)).toList();
            for (int i = 0; i < WORDS; i++) {
                talk.host().says(talk.room, "word " + i).join();
            }
            CompletableFuture.allOf(back.toArray(CompletableFuture[]::new))
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            await("every word is heard")
                    .atMost(PATIENCE)
                    .until(() -> crowd.stream().allMatch(face -> face.heard.get() >= WORDS));
            Duration took = Duration.ofNanos(System.nanoTime() - cutAt);
            System.out.println("ReconnectStormIT: all back after " + took.toMillis() + " ms");

            assertThat(took).isLessThan(BACK_WITHIN);
            for (int i = 0; i < CROWD; i++) {
                check(crowd.get(i), back.get(i).join(), talk.channel);
            }
            assertThat(brokerReads(cluster) - readsBefore)
                    .as("recoveries that had to read from the broker")
                    .isLessThanOrEqualTo(BROKER_READS_MAX);
            assertThat(people(talk).changes())
                    .as("what the other node's member saw")
                    .noneMatch(change -> change.nanos() > cutAt);
            crowd.forEach(face -> face.client.drop());
        }
    }

    private static void check(Face face, JsonNode welcome, String channel) {
        assertThat(welcome.get("resumed").asBoolean()).isTrue();
        assertThat(welcome.get("channels").get(channel).get("recovered").asBoolean()).isTrue();
        assertThat(face.heard).hasValue(WORDS);
        assertThat(face.snapshots).as("snapshots").hasValue(1);
        assertThat(face.client.violations()).isEmpty();
    }

    private static void arrive(List<Face> crowd, URI door, String room) {
        var gate = new Semaphore(ARRIVING_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var arrivals =
                    crowd.stream()
                            .map(face ->
                                    CompletableFuture.runAsync(
                                            () -> {
                                                gate.acquireUninterruptibly();
                                                try {
                                                    face.client.connected(door);
                                                    face.client.ask(
                                                            "room.join",
                                                            Map.of(
                                                                    "room",
                                                                    room,
                                                                    "role",
                                                                    "observer"));
                                                } finally {
                                                    gate.release();
                                                }
                                            },
                                            threads))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(arrivals).join();
        }
    }

    private static double brokerReads(Cluster cluster) {
        return cluster.node(0).metric("crema_hub_recoveries_total{outcome=\"broker\"}");
    }

    private static PeopleList people(Conversation talk) {
        return PeopleList.of(talk.host(), talk.channel);
    }
}
