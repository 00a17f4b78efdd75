package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Received;
import java.time.Duration;
import java.util.List;

/// Two people who talk while others misbehave, and must notice nothing.
final class HonestPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Slow enough to stay below the requests that a user may make in a minute.
    private static final Duration PAUSE = Duration.ofMillis(150);

    private static final Duration SILENCE_MAX = Duration.ofSeconds(3);

    private final NodeProcess node;
    private final Conversation talk;

    private HonestPair(NodeProcess node, Conversation talk) {
        this.node = node;
        this.talk = talk;
    }

    static HonestPair at(NodeProcess node) {
        var talk = Conversation.begin("honest", List.of(node.ws()));
        talk.joined(List.of(node.ws()), "friend", WireFormat.CBOR);
        talk.talk(PAUSE);
        return new HonestPair(node, talk);
    }

    /// The node is up and well, and the talk was never interrupted.
    void noticedNothing() {
        for (Member member : talk.members) {
            int heard = heard(member).size();
            await("news for " + member.user)
                    .atMost(PATIENCE)
                    .until(() -> heard(member).size() > heard + 2);
            assertThat(member.closes).as("the socket of %s", member.user).isEmpty();
            assertThat(member.refusals).as("refusals of %s", member.user).isEmpty();
            assertThat(member.putOff).as("refusals for now of %s", member.user).isEmpty();
            assertThat(longestSilence(member))
                    .as("longest silence for %s", member.user)
                    .isLessThan(SILENCE_MAX);
        }
        assertThat(node.isReady()).isTrue();
        assertThat(node.log()).doesNotContain("ERROR", "LEAK", "OutOfMemory", "\tat ");
    }

    private static Duration longestSilence(Member member) {
        List<Received> heard = heard(member);
        long longest = 0;
        for (int i = 1; i < heard.size(); i++) {
            longest = Math.max(longest, heard.get(i).nanos() - heard.get(i - 1).nanos());
        }
        return Duration.ofNanos(longest);
    }

    private static List<Received> heard(Member member) {
        return member.client.events("chat.said");
    }

    @Override
    public void close() {
        try (talk) {
            talk.settle(PATIENCE);
            talk.check();
        }
    }
}
