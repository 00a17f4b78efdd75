package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes are restarted in turn while their members talk.
class RollingRestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration SPREAD = Duration.ofSeconds(3);
    private static final int MEMBERS = 10;

    @TempDir Path dir;

    @Test
    void nothing_is_lost_or_seen_twice_and_nobody_is_thrown_out() {
        try (var cluster =
                        Cluster.of(
                                2,
                                dir,
                                node -> node.set("crema.drain.spread", SPREAD.toMillis() + "ms"));
                var talk = Conversation.begin("rolling", cluster.doors(0))) {
            for (int i = 1; i < MEMBERS; i++) {
                talk.joined(
                        cluster.doors(i % 2),
                        "member" + i,
                        i % 3 == 0 ? WireFormat.CBOR : WireFormat.JSON);
            }
            talk.talk(PAUSE);
            await().atMost(PATIENCE).until(() -> talk.said() > 50);
            restart(cluster, 0, talk, MEMBERS / 2);
            restart(cluster, 1, talk, MEMBERS);
            int said = talk.said();
            await().atMost(PATIENCE).until(() -> talk.said() > said + 50);
            talk.settle(PATIENCE);
            talk.check();
            for (Member member : talk.members) {
                assertThat(PeopleList.of(talk.host(), talk.channel).users()).contains(member.user);
            }
        }
    }

    private static void restart(Cluster cluster, int index, Conversation talk, int there) {
        NodeProcess node = cluster.node(index);
        long before = notices(talk).size();
        node.terminate();
        await("not ready").atMost(PATIENCE).until(() -> !node.isReady());
        assertThat(node.awaitExit(PATIENCE)).as("exit code:%n%s", node.log()).isZero();
        List<Long> slots =
                notices(talk).stream()
                        .skip(before)
                        .map(notice -> notice.data().get("reconnectAfterMs").asLong())
                        .sorted()
                        .toList();
        assertThat(slots)
                .as("when each is to move")
                .hasSize(there)
                .doesNotHaveDuplicates()
                .allMatch(ms -> ms >= 0 && ms <= SPREAD.toMillis());
        assertThat(slots.getLast() - slots.getFirst())
                .as("spread over the drain time")
                .isGreaterThan(SPREAD.toMillis() / 2);
        cluster.replace(index);
    }

    private static List<Received> notices(Conversation talk) {
        return talk.members.stream()
                .flatMap(member -> member.client.events("drain").stream())
                .sorted((a, b) -> Long.compare(a.nanos(), b.nanos()))
                .toList();
    }
}
