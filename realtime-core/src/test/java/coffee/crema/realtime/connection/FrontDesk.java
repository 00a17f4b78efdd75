package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A reception with all that it stands on held in the test's hand: virtual time, sessions and budgets in maps, and one feature that writes down what it hears.
final class FrontDesk {
    static final String SESSION = "s_0123456789abcdefghijkl";

    record Echo(String text) implements ClientCommand {}

    record Wait(int number) implements ClientCommand {}

    record Free() implements ClientCommand {}

    record Durable(String text) implements ClientCommand {}

    record Text(String text) {}

    final VirtualScheduler time = new VirtualScheduler();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<String> heard = new ArrayList<>();
    final Map<String, Principal> tokens = new HashMap<>();
    final Map<Integer, CompletableFuture<Object>> waits = new HashMap<>();
    final Map<ChannelName, CompletableFuture<Attachment>> attachments = new HashMap<>();
    CompletableFuture<SessionStore.Opened> session =
            CompletableFuture.completedFuture(
                    new SessionStore.Opened(new SessionId(SESSION), false));
    SessionId presented;
    boolean limited;
    final Connections connections = new Connections(time, registry);
    final Reception reception;

    FrontDesk() {
        this(RealtimeLimits.defaults());
    }

    FrontDesk(RealtimeLimits limits) {
        var mapper = new WireMapper(limits.wire());
        var services =
                new Reception.Services(
                        new NodeId("n-1"),
                        mapper,
                        this::authenticate,
                        this::openSession,
                        new Recorded(),
                        new Requests(new NoDatabase(), new NoRecords(), mapper),
                        time);
        var catalog =
                new CommandCatalog(
                        List.of(new ConnectionFeature(this::authenticate, time), new Listening()));
        reception =
                new Reception(
                        services,
                        catalog,
                        connections,
                        new Toll(this::take, limits.budgets()),
                        limits,
                        registry);
        tokens.put("good", principal("ann", Duration.ofHours(1)));
    }

    Principal principal(String user, Duration validFor) {
        return new Principal(
                new UserId(user),
                user,
                Principal.Kind.MEMBER,
                Set.of(),
                List.of(),
                time.instant().plus(validFor),
                Optional.empty());
    }

    /// A socket that has connected.
    Client connected() {
        Client client = open(Optional.empty());
        client.say("connect", "{\"token\":\"good\"}");
        heard.clear();
        client.socket.sent.clear();
        return client;
    }

    Client open(Optional<String> upgradeToken) {
        var socket = new FakeSocket();
        return new Client(socket, reception.opened(socket, upgradeToken));
    }

    double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).counter().count();
    }

    /// The client's side.
    static final class Client {
        final FakeSocket socket;
        final Door.Inbound inbound;
        private long nextId = 1;

        Client(FakeSocket socket, Door.Inbound inbound) {
            this.socket = socket;
            this.inbound = inbound;
        }

        long say(String type, String data) {
            long id = nextId++;
            raw("{\"type\":\"%s\",\"id\":%d,\"data\":%s}".formatted(type, id, data));
            return id;
        }

        void raw(String message) {
            socket.loop().execute(() -> inbound.received(message.getBytes(StandardCharsets.UTF_8)));
        }

        void leave() {
            socket.loop()
                    .execute(() -> {
                        socket.close(coffee.crema.realtime.wire.CloseCode.NORMAL);
                        inbound.closed();
                    });
        }
    }

    private CompletionStage<Principal> authenticate(String token) {
        Principal principal = tokens.get(token);
        if (principal != null) {
            return CompletableFuture.completedStage(principal);
        }
        return CompletableFuture.failedStage(
                RejectedException.of(
                        switch (token) {
                            case "expired" -> ErrorCode.TOKEN_EXPIRED;
                            case "no-keys" -> ErrorCode.UNAVAILABLE;
                            default -> ErrorCode.UNAUTHENTICATED;
                        },
                        "no"));
    }

    private CompletionStage<SessionStore.Opened> openSession(UserId user, SessionId id) {
        presented = id;
        return session;
    }

    private CompletionStage<Void> take(String key, RateLimiter.Budget budget, long units) {
        return limited
                ? CompletableFuture.failedStage(
                        RejectedException.retryAfter(
                                ErrorCode.RATE_LIMITED, "slow down", Duration.ofSeconds(1)))
                : CompletableFuture.completedStage(null);
    }

    private final class Recorded implements Subscriptions {
        @Override
        public Set<ChannelName> channelsOf(Connection member) {
            return Set.of();
        }

        @Override
        public void detachAll(Connection member) {
            heard.add("detachAll");
        }
    }

    final class Attached implements Attachment {
        private final ChannelName channel;
        private final boolean recovered;

        Attached(ChannelName channel, boolean recovered) {
            this.channel = channel;
            this.recovered = recovered;
        }

        @Override
        public boolean recovered() {
            return recovered;
        }

        @Override
        public Position position() {
            return new Position("k", 7);
        }

        @Override
        public void start() {
            heard.add("start " + channel);
        }
    }

    private final class Listening implements Feature, ChannelOwner {
        @Override
        public List<CommandType<?>> commands() {
            return List.of(
                    new CommandType<>("test.echo", Echo.class, 1, this::echo),
                    new CommandType<>("test.wait", Wait.class, 1, this::await),
                    new CommandType<>("test.free", Free.class, 0, (_, _) -> done(new Text("free"))),
                    new CommandType<>(
                            "test.durable",
                            Durable.class,
                            1,
                            (context, command) ->
                                    context.durably(
                                            "lane", Text.class, _ -> new Text(command.text()))));
        }

        @Override
        public List<ChannelOwner> channelOwners() {
            return List.of(this);
        }

        private CompletionStage<Object> echo(CommandContext context, Echo command) {
            heard.add("echo " + command.text());
            if (command.text().equals("throw")) {
                throw new IllegalStateException("a bug");
            }
            context.afterAnswer(() -> heard.add("after " + command.text()));
            return done(new Text(command.text()));
        }

        private CompletionStage<Object> await(CommandContext context, Wait command) {
            heard.add("wait " + command.number());
            context.afterAnswer(() -> heard.add("after " + command.number()));
            return waits.computeIfAbsent(command.number(), _ -> new CompletableFuture<>());
        }

        private static CompletionStage<Object> done(Object answer) {
            return CompletableFuture.completedStage(answer);
        }

        @Override
        public void opened(Connection connection) {
            heard.add("opened " + connection.principal().user());
        }

        @Override
        public void refreshed(Connection connection) {
            heard.add("refreshed");
        }

        @Override
        public void closed(Connection connection) {
            heard.add("closed");
        }

        @Override
        public boolean owns(ChannelName channel) {
            return !channel.value().startsWith("nobody");
        }

        @Override
        public CompletionStage<Attachment> follow(
                Connection connection, ChannelName channel, Position since) {
            heard.add("follow " + channel + (since == null ? "" : " " + since.offset()));
            return attachments.getOrDefault(
                    channel,
                    CompletableFuture.completedFuture(new Attached(channel, since != null)));
        }

        @Override
        public CompletionStage<Void> mayPublish(Request request, ChannelName channel) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> mayRead(Request request, ChannelName channel) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void unfollow(Connection connection, ChannelName channel) {}
    }

    /// The record has tests of its own, against a real store.
    private static final class NoDatabase implements Database {
        @Override
        public <T> CompletionStage<T> write(String lane, Work<T> work) {
            return CompletableFuture.failedStage(
                    new coffee.crema.realtime.store.StoreUnavailableException(
                            "away", new IllegalStateException()));
        }

        @Override
        public <T> CompletionStage<T> read(Work<T> work) {
            return write("", work);
        }

        @Override
        public void close() {}
    }

    private static final class NoRecords implements CommandRecords {
        @Override
        public Optional<Stored> find(Tx tx, RecordKey key) {
            return Optional.empty();
        }

        @Override
        public boolean put(Tx tx, RecordKey key, Stored stored) {
            return true;
        }
    }
}
