package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One room on three nodes.
class CrossNodeIT {
    private static final Duration ACTS_WITHIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir static Path dir;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(3, dir, node -> node.set("crema.presence.grace", "500ms"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void members_of_three_nodes_see_the_same_in_the_same_order_in_both_codecs() {
        try (var talk = Conversation.begin("order", cluster.doors(0))) {
            for (int i = 0; i < 5; i++) {
                talk.joined(
                        cluster.doors(i % 3),
                        "member" + i,
                        i % 2 == 0 ? WireFormat.CBOR : WireFormat.JSON);
            }
            talk.talk(Duration.ofMillis(20));
            await().atMost(PATIENCE).until(() -> talk.said() > 300 && talk.published() > 100);
            talk.settle(PATIENCE);
            talk.check();
            for (Member member : talk.members) {
                assertThat(member.closes).as(member.user).isEmpty();
            }
        }
    }

    @Test
    void a_direct_message_reaches_all_devices_on_all_nodes() {
        var sender =
                new WsClient(
                        WireFormat.JSON,
                        Tokens.with("ann", claims -> claims.claim("scope", "publish")));
        try (var phone = Member.at(cluster.node(0).ws(), "ann");
                var laptop = Member.at(List.of(cluster.node(1).ws()), "ann", WireFormat.CBOR);
                var other = Member.at(cluster.node(0).ws(), "bob");
                sender) {
            sender.connected(cluster.node(2).ws());
            sender.ask(
                    "channel.publish",
                    Map.of(
                            "channel",
                            "user-ann",
                            "event",
                            "app.invited",
                            "data",
                            Map.of("to", "cupping 7")));
            for (Member device : List.of(phone, laptop)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(device.client.events("app.invited"))
                                        .singleElement()
                                        .matches(one -> one.channel().equals("user-ann")));
            }
            assertThat(other.client.events("app.invited")).isEmpty();
        }
    }

    @Test
    void a_changed_role_a_mute_a_kick_and_a_ban_act_on_the_other_node_at_once() {
        try (var talk = Conversation.begin("order-of-the-house", cluster.doors(0))) {
            Member host = talk.host();
            Member bob = talk.joined(cluster.doors(1), "bob", WireFormat.JSON);
            bob.ask("chat.say", Map.of("room", talk.room, "text", "hello"));

            host.ask("room.set-role", about(talk, bob, Map.of("role", "observer")));
            refusedSoon(talk, bob, "forbidden");
            host.ask("room.set-role", about(talk, bob, Map.of("role", "moderator")));
            allowedSoon(
                    () -> bob.ask("room.mute", about(talk, host, Map.of())),
                    "conflict",
                    "forbidden");
            host.ask("room.set-role", about(talk, bob, Map.of("role", "cupper")));

            host.ask("room.mute", about(talk, bob, Map.of()));
            refusedSoon(talk, bob, "muted");
            host.ask("room.unmute", about(talk, bob, Map.of()));
            allowedSoon(() -> bob.ask("chat.say", Map.of("room", talk.room, "text", "!")));

            long kicked = System.nanoTime();
            host.ask("room.kick", about(talk, bob, Map.of()));
            movedSoon(talk, bob, "kicked", kicked);
            bob.joins(talk.room);
            long banned = System.nanoTime();
            host.ask("room.ban", about(talk, bob, Map.of()));
            movedSoon(talk, bob, "banned", banned);
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> bob.joins(talk.room))
                    .matches(refused -> refused.code().equals("banned"));
            assertThat(bob.welcomes).as("no reconnect").hasSize(1);
        }
    }

    @Test
    void two_devices_on_two_nodes_are_one_person_who_leaves_with_the_last() {
        try (var talk = Conversation.begin("devices", cluster.doors(0))) {
            Member ann = talk.host();
            Member phone = talk.joined(cluster.doors(1), "bob", WireFormat.JSON);
            Member laptop = talk.joined(cluster.doors(2), "bob", WireFormat.CBOR);
            for (Member member : talk.members) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> {
                            var seen = PeopleList.of(member, talk.channel);
                            assertThat(seen.users()).isEqualTo(Set.of(ann.user, phone.user));
                            assertThat(seen.devices(phone.user)).isEqualTo(2);
                        });
            }
            phone.close();
            await().atMost(PATIENCE)
                    .until(() -> PeopleList.of(ann, talk.channel).devices(laptop.user) == 1);
            assertThat(left(ann, talk)).isEmpty();
            laptop.close();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(left(ann, talk)).containsExactly(laptop.user));
        }
    }

    private static List<String> left(Member observer, Conversation talk) {
        return PeopleList.of(observer, talk.channel).changes().stream()
                .filter(change -> !change.here())
                .map(PeopleList.Change::user)
                .toList();
    }

    private static Map<String, Object> about(Conversation talk, Member whom, Map<String, ?> more) {
        var data = new HashMap<String, Object>(more);
        data.put("room", talk.room);
        data.put("user", whom.user);
        return data;
    }

    private static void refusedSoon(Conversation talk, Member member, String code) {
        await().atMost(ACTS_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        code.equals(
                                answer(() ->
                                        member.ask(
                                                "chat.say",
                                                Map.of("room", talk.room, "text", "?")))));
    }

    private static void allowedSoon(Runnable command, String... orRefusedFor) {
        await().atMost(ACTS_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    String answer = answer(command);
                    return answer.equals("ack") || List.of(orRefusedFor).contains(answer);
                });
    }

    private static String answer(Runnable command) {
        try {
            command.run();
            return "ack";
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private static void movedSoon(Conversation talk, Member member, String reason, long since) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(member.client.received())
                                .filteredOn(one -> one.type().equals("moved"))
                                .filteredOn(one -> one.nanos() > since)
                                .singleElement()
                                .matches(one ->
                                        one.data().get("channel").asText().equals(talk.channel))
                                .matches(one -> one.data().get("reason").asText().equals(reason))
                                .extracting(Received::nanos)
                                .matches(
                                        at -> at - since < ACTS_WITHIN.toNanos(),
                                        "within a second"));
    }
}
