package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.testing.TcpProxy;
import coffee.crema.realtime.wire.WireFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members who do not read what they are sent.
class SlowMemberIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// In which the others must have everything, however slow one is.
    private static final Duration ON_TIME = Duration.ofSeconds(2);

    private static final int QUEUE_BYTES_MAX = 256 * 1024;
    private static final int EVENT_BYTES = 50_000;
    private static final int EVENTS_MAX = 1_000;

    @TempDir static Path dir;
    private static NodeProcess node;

    @BeforeAll
    static void start() {
        node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.requests-per-minute", "1000000")
                        .set("crema.limits.outbound-bytes-max", Integer.toString(QUEUE_BYTES_MAX))
                        .set("crema.limits.heartbeat", "1s")
                        .set("crema.presence.grace", "1s")
                        .start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_stopped_member_is_closed_as_slow_and_comes_back_while_the_others_notice_nothing() {
        String padding = "x".repeat(EVENT_BYTES);
        try (var talk = Conversation.begin("slow", List.of(node.ws()));
                var slow = DistantMember.start(node.ws(), "slowpoke", "slow", "the last")) {
            talk.joined(List.of(node.ws()), "quick0", WireFormat.JSON);
            talk.joined(List.of(node.ws()), "quick1", WireFormat.CBOR);
            assertThat(slow.next()).isEqualTo("joined");
            slow.signal("STOP");
            int sent = 0;
            double queuedMax = 0;
            while (closedAsSlow() == 0 && sent < EVENTS_MAX) {
                talk.host().publishes(talk.channel, ++sent + padding).join();
                if (sent % 10 == 0) {
                    awaitHeard(talk, sent);
                    queuedMax = Math.max(queuedMax, node.metric("crema_ws_queued_bytes"));
                }
            }
            assertThat(closedAsSlow()).as("closed as slow").isEqualTo(1);
            assertThat(sent * EVENT_BYTES).as("bytes sent").isGreaterThan(1 << 20);
            assertThat(queuedMax).as("bytes that waited").isLessThan(3 * QUEUE_BYTES_MAX);
            slow.signal("CONT");
            assertThat(slow.next()).isEqualTo("closed 3001");
            talk.host().publishes(talk.channel, "the last").join();
            assertThat(slow.next()).isIn("back by position[]", "back by snapshot[]");
            talk.settle(PATIENCE);
            talk.check();
            talk.members.forEach(member -> assertThat(member.closes).as(member.user).isEmpty());
        }
    }

    @Test
    void a_member_whose_network_died_silently_is_closed_and_leaves_the_list() {
        try (var way = TcpProxy.to(node.port());
                var talk = Conversation.begin("half-open", List.of(node.ws()));
                var lost =
                        Member.at(
                                URI.create("ws://127.0.0.1:" + way.port() + "/ws"),
                                "half-open-lost")) {
            lost.joins(talk.room);
            await().atMost(PATIENCE).until(() -> isListed(talk, lost));
            assertThat(way.silence()).isEqualTo(1);
            lost.vanish();
            await().atMost(PATIENCE).until(() -> !isListed(talk, lost));
            assertThat(node.metric("crema_ws_closes_total{code=\"heartbeat-timeout\"}"))
                    .isEqualTo(1);
        }
    }

    private static void awaitHeard(Conversation talk, int notes) {
        for (Member member : talk.members) {
            await(member.user)
                    .atMost(ON_TIME)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> member.client.events("app.note").size() >= notes);
        }
    }

    private static double closedAsSlow() {
        return node.metric("crema_ws_closes_total{code=\"slow\"}");
    }

    private static boolean isListed(Conversation talk, Member member) {
        return PeopleList.of(talk.host(), talk.channel).users().contains(member.user);
    }
}
