package coffee.crema.realtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
import coffee.crema.realtime.connection.CommandCatalog;
import coffee.crema.realtime.connection.ConnectionFeature;
import coffee.crema.realtime.connection.Connections;
import coffee.crema.realtime.connection.Door;
import coffee.crema.realtime.connection.FakeSocket;
import coffee.crema.realtime.connection.Reception;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.connection.Toll;
import coffee.crema.realtime.hub.ChannelAnswer.PastEvents;
import coffee.crema.realtime.hub.ChannelAnswer.Published;
import coffee.crema.realtime.hub.ChannelAnswer.Subscribed;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.ServerMessage.Ack;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import coffee.crema.realtime.wire.ServerMessage.Notice;
import coffee.crema.realtime.wire.ServerMessage.Refused;
import coffee.crema.realtime.wire.ServerMessage.Snapshot;
import coffee.crema.realtime.wire.WireMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands through a real reception, hub and memory broker, on virtual time.
final class ChannelCommandsTest {
    private static final ChannelName STORE = new ChannelName("store:7");

    private final VirtualScheduler time = new VirtualScheduler();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, Principal> tokens = new HashMap<>();
    private Reception reception;
    private int sessions;

    @BeforeEach
    void assemble() {
        RealtimeLimits limits = RealtimeLimits.defaults();
        var random = new Random(1);
        var mapper = new WireMapper(limits.wire());
        var broker = new MemoryBroker(time, random, MemoryBrokerLimits.defaults(), registry);
        var hub =
                new ChannelHub(
                        broker,
                        ListFanout::new,
                        time,
                        Runnable::run,
                        random,
                        HubOptions.defaults(),
                        registry);
        var connection =
                new ConnectionFeature(
                        token -> CompletableFuture.completedStage(tokens.get(token)), time);
        var channels = new ChannelCommands(hub, broker, new Events(mapper, time), List.of());
        reception =
                new Reception(
                        new Reception.Services(
                                new NodeId("n-1"),
                                mapper,
                                token -> CompletableFuture.completedStage(tokens.get(token)),
                                (_, _) -> CompletableFuture.completedStage(newSession()),
                                hub,
                                // No command here is durable.
                                new Requests(null, null, mapper),
                                time),
                        new CommandCatalog(List.of(connection, channels)),
                        new Connections(time, registry),
                        new Toll(
                                (_, _, _) -> CompletableFuture.completedStage(null),
                                limits.budgets()),
                        limits,
                        registry);
        tokens.put("ann", principal("ann", Set.of("publish"), "store:7", "app:*"));
        tokens.put("bob", principal("bob", Set.of(), "store:7"));
        tokens.put("bob-less", principal("bob", Set.of()));
    }

    private SessionStore.Opened newSession() {
        return new SessionStore.Opened(new SessionId("s_%022d".formatted(++sessions)), false);
    }

    private Principal principal(String user, Set<String> scopes, String... channels) {
        return new Principal(
                new UserId(user),
                user,
                Principal.Kind.MEMBER,
                scopes,
                List.of(channels),
                time.instant().plus(Duration.ofHours(1)),
                Optional.empty());
    }

    private final class Client {
        final FakeSocket socket = new FakeSocket();
        final Door.Inbound inbound;
        long nextId = 1;

        Client(String token) {
            inbound = reception.opened(socket, Optional.of(token));
            say("connect", "{}");
            time.advance(Duration.ofMillis(10));
            assertThat(socket.sent.getFirst()).isInstanceOf(Ack.class);
            socket.sent.clear();
        }

        void say(String type, String data) {
            send(nextId++, type, data);
        }

        void send(long id, String type, String data) {
            String json = "{\"type\":\"%s\",\"id\":%d,\"data\":%s}".formatted(type, id, data);
            socket.loop().execute(() -> inbound.received(json.getBytes(StandardCharsets.UTF_8)));
            time.advance(Duration.ofMillis(10));
        }

        Object answer() {
            return ((Ack) only(Ack.class)).data();
        }

        ErrorCode refusal() {
            return ((Refused) only(Refused.class)).cause().code();
        }

        <T extends ServerMessage> ServerMessage only(Class<T> type) {
            var found = socket.sent.stream().filter(type::isInstance).toList();
            assertThat(found).as(socket.sent.toString()).hasSize(1);
            ServerMessage message = found.getFirst();
            socket.sent.remove(message);
            return message;
        }
    }

    @Test
    void who_follows_is_answered_then_given_the_state_then_hears() {
        var bob = new Client("bob");
        var ann = new Client("ann");
        bob.say("channel.subscribe", "{\"channel\":\"store:7\"}");
        assertThat(bob.socket.sent)
                .hasSize(2)
                .satisfiesExactly(
                        ack -> assertThat(ack).isInstanceOf(Ack.class),
                        snapshot -> assertThat(snapshot).isInstanceOf(Snapshot.class));
        Subscribed subscribed = (Subscribed) bob.answer();
        assertThat(subscribed.recovered()).isFalse();
        bob.socket.sent.clear();
        ann.say(
                "channel.publish",
                "{\"channel\":\"store:7\",\"event\":\"app.brewed\",\"data\":{\"cup\":3}}");
        Published published = (Published) ann.answer();
        assertThat(published.offset()).hasValue(subscribed.offset() + 1);
        Happened happened = (Happened) bob.only(Happened.class);
        assertThat(happened.channel()).isEqualTo(STORE);
        assertThat(happened.event().name()).isEqualTo("app.brewed");
        assertThat(new String(happened.event().json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"cup\":3}");
    }

    @Test
    void who_comes_back_hears_what_was_missed() {
        var ann = new Client("ann");
        ann.say("channel.publish", publish("app.a", ""));
        Published first = (Published) ann.answer();
        ann.say("channel.publish", publish("app.b", ""));
        var bob = new Client("bob");
        bob.say(
                "channel.subscribe",
                "{\"channel\":\"store:7\",\"epoch\":\"%s\",\"offset\":%d}"
                        .formatted(first.epoch().orElseThrow(), first.offset().orElseThrow()));
        assertThat(((Subscribed) bob.answer()).recovered()).isTrue();
        assertThat(((Happened) bob.only(Happened.class)).event().name()).isEqualTo("app.b");
    }

    private static String publish(String event, String more) {
        return "{\"channel\":\"store:7\",\"event\":\"%s\",\"data\":{}%s}".formatted(event, more);
    }

    @Test
    void a_command_sent_again_appends_nothing() {
        var ann = new Client("ann");
        ann.send(50, "channel.publish", publish("app.a", ""));
        Object first = ann.answer();
        ann.send(50, "channel.publish", publish("app.a", ""));
        assertThat(ann.answer()).isEqualTo(first);
    }

    @Test
    void an_ephemeral_event_has_no_position_and_no_past() {
        var bob = new Client("bob");
        bob.say("channel.subscribe", "{\"channel\":\"store:7\"}");
        bob.socket.sent.clear();
        var ann = new Client("ann");
        ann.say("channel.publish", publish("app.a", ",\"ephemeral\":true"));
        assertThat(((Published) ann.answer()).offset()).isEmpty();
        assertThat(((Happened) bob.only(Happened.class)).offset()).isEqualTo(-1);
        bob.say("channel.history", "{\"channel\":\"store:7\",\"offset\":0}");
        assertThat(((PastEvents) bob.answer()).events()).isEmpty();
    }

    @Test
    void the_past_is_read_in_pages() {
        var ann = new Client("ann");
        for (int i = 0; i < 5; i++) {
            ann.say("channel.publish", publish("app.e" + i, ""));
            ann.answer();
        }
        ann.say("channel.history", "{\"channel\":\"store:7\",\"offset\":1,\"limit\":2}");
        PastEvents past = (PastEvents) ann.answer();
        assertThat(past.complete()).isTrue();
        assertThat(past.offset()).isEqualTo(5);
        assertThat(past.events())
                .extracting(ChannelAnswer.Entry::event)
                .containsExactly("app.e1", "app.e2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channel\":\"user-ann\"}",
                "{\"channel\":\"store:8\"}",
                "{\"channel\":\"x\"}"
            })
    void what_the_token_does_not_open_stays_shut(String data) {
        var bob = new Client("bob");
        bob.say("channel.subscribe", data);
        assertThat(bob.refusal()).isEqualTo(ErrorCode.FORBIDDEN);
        bob.say("channel.history", data.replace("}", ",\"offset\":0}"));
        assertThat(bob.refusal()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void to_publish_takes_the_scope_and_the_channel() {
        var bob = new Client("bob");
        bob.say("channel.publish", publish("app.a", ""));
        assertThat(bob.refusal()).isEqualTo(ErrorCode.FORBIDDEN);
        var ann = new Client("ann");
        ann.say("channel.publish", publish("app.a", "").replace("store:7", "user-bob"));
        assertThat(ann.refusal()).isEqualTo(ErrorCode.FORBIDDEN);
        ann.say("channel.publish", publish("app.a", "").replace("store:7", "app:x"));
        assertThat(ann.answer()).isInstanceOf(Published.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.said", "app.", "app.A", "app", "xapp.a", "app.a b"})
    void only_events_of_applications(String event) {
        var ann = new Client("ann");
        ann.say("channel.publish", publish(event, ""));
        assertThat(ann.refusal()).isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"x\"", "true"})
    void data_is_an_object(String data) {
        var ann = new Client("ann");
        ann.say(
                "channel.publish",
                "{\"channel\":\"store:7\",\"event\":\"app.a\",\"data\":%s}".formatted(data));
        assertThat(ann.refusal()).isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void who_leaves_hears_nothing_more() {
        var bob = new Client("bob");
        bob.say("channel.subscribe", "{\"channel\":\"store:7\"}");
        bob.say("channel.unsubscribe", "{\"channel\":\"store:7\"}");
        bob.socket.sent.clear();
        new Client("ann").say("channel.publish", publish("app.a", ""));
        assertThat(bob.socket.sent).isEmpty();
    }

    @Test
    void a_token_that_opens_less_takes_the_channel_away() {
        var bob = new Client("bob");
        bob.say("channel.subscribe", "{\"channel\":\"store:7\"}");
        bob.socket.sent.clear();
        bob.say("auth.refresh", "{\"token\":\"bob-less\"}");
        assertThat(bob.only(Notice.class))
                .isEqualTo(new Notice("moved", new ChannelAnswer.Moved(STORE, "denied")));
        bob.socket.sent.clear();
        new Client("ann").say("channel.publish", publish("app.a", ""));
        assertThat(bob.socket.sent).isEmpty();
    }
}
