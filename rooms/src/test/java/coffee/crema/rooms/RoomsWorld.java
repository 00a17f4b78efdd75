package coffee.crema.rooms;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.hub.ChannelHub;
import coffee.crema.realtime.hub.HubOptions;
import coffee.crema.realtime.hub.ListFanout;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.node.adapter.memory.SingleNodeDirectory;
import coffee.crema.realtime.store.OutboxLimits;
import coffee.crema.realtime.store.OutboxRelay;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiCommandRecords;
import coffee.crema.realtime.store.adapter.jdbi.JdbiDatabase;
import coffee.crema.realtime.store.adapter.jdbi.JdbiOutbox;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.adapter.jdbi.JdbiRoomStore;
import coffee.crema.rooms.chat.Chat;
import coffee.crema.rooms.chat.ForgettingBroker;
import coffee.crema.rooms.chat.adapter.jdbi.JdbiChatStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// One node's rooms as they are assembled: a real store, a real hub on the memory broker; time is the test's.
public final class RoomsWorld implements AutoCloseable {
    public final VirtualScheduler time = new VirtualScheduler();
    public final WireMapper mapper = new WireMapper(RealtimeLimits.Wire.defaults());
    public final JdbiDatabase database;
    public final ForgettingBroker broker;
    public final MemoryBroker stream;
    public final ChannelHub hub;
    public final RoomDesk desk;
    public final Rooms rooms;
    public final Memberships memberships;
    public final Invitations invitations;
    public final Moderation moderation;
    public final Chat chat;
    public final LiveRooms live;
    public final WatchedFeature watched = new WatchedFeature();
    public final List<RoomFeature> features = new ArrayList<>();
    public final Requests requests;
    private final OutboxRelay relay;
    private final ExecutorService turns = Executors.newFixedThreadPool(2);
    private final AtomicLong keys = new AtomicLong();

    public RoomsWorld(DatabaseSettings settings) {
        MeterRegistry meters = new SimpleMeterRegistry();
        SecureRandom random = new SecureRandom();
        NodeId self = new NodeId("n-test");
        database =
                JdbiDatabase.open(
                        settings,
                        self,
                        List.of("classpath:db/migration/core", "classpath:db/migration/rooms"),
                        time,
                        meters);
        JdbiChatStore chats = new JdbiChatStore();
        stream = new MemoryBroker(time, random, MemoryBrokerLimits.defaults(), meters);
        broker = new ForgettingBroker(stream, database, chats, mapper);
        hub =
                new ChannelHub(
                        broker,
                        ListFanout::new,
                        time,
                        turns,
                        random,
                        HubOptions.defaults(),
                        meters);
        relay =
                new OutboxRelay(
                        new JdbiOutbox(database),
                        stream,
                        new SingleNodeDirectory(self),
                        time,
                        random,
                        OutboxLimits.defaults(),
                        meters);
        relay.start();
        requests = new Requests(database, new JdbiCommandRecords(time), mapper);
        desk = new RoomDesk(database, new JdbiRoomStore(), new Events(mapper, time), time);
        rooms = new Rooms(desk, new RoomLimits(5, 50, 1_000), random);
        chat = new Chat(desk, chats, hub, random);
        features.addAll(List.of(chat, watched));
        GuestTokens tokens = new ReadableTokens(time);
        memberships = new Memberships(desk, tokens, features);
        invitations = new Invitations(desk, new ReadableInvitations(time), tokens);
        moderation = new Moderation(desk, memberships);
        live =
                new LiveRooms(
                        desk, rooms, memberships, moderation, hub, features, mapper, time, meters);
    }

    /// Somebody's socket on this node.
    public RoomSocket connect(Principal principal) {
        RoomSocket socket = new RoomSocket(keys.incrementAndGet(), principal, this);
        live.opened(socket);
        return socket;
    }

    /// A request with a record of its own.
    public TestRequest by(Principal principal) {
        return by(principal, "k" + keys.incrementAndGet());
    }

    public TestRequest by(Principal principal, String key) {
        return new TestRequest(
                requests.http(principal, java.util.Optional.of(key), new byte[32]), null, 0);
    }

    /// A room of `owner`'s.
    public RoomId room(Principal owner, RoomType type, Visibility visibility, int capacity) {
        RoomCommand.Create ask =
                new RoomCommand.Create(type, "A room", visibility, capacity, null, null);
        return new RoomId(await(rooms.create(by(owner), ask)).room().id());
    }

    public RoomAnswer.Joined join(Principal who, RoomId room) {
        return await(memberships.join(by(who), new RoomCommand.Join(room, null, null, null)));
    }

    public void setRole(Principal by, RoomId room, Principal who, Role role) {
        await(memberships.setRole(by(by), new RoomCommand.SetRole(room, who.user(), role)));
    }

    public static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// Why something is refused, at once or by its stage.
    public static RejectedException refusal(Supplier<? extends CompletionStage<?>> call) {
        try {
            await(call.get());
        } catch (RejectedException refusal) {
            return refusal;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RejectedException refusal) {
                return refusal;
            }
            throw failure;
        }
        throw new AssertionError("was not refused");
    }

    public static ErrorCode code(Supplier<? extends CompletionStage<?>> call) {
        return refusal(call).code();
    }

    /// The command that the product registers under this name.
    public CommandType<?> command(String name) {
        return java.util.stream.Stream.concat(live.commands().stream(), chat.commands().stream())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public void later(Duration duration) {
        time.advance(duration);
    }

    @Override
    public void close() {
        relay.close();
        hub.close();
        stream.close();
        database.close();
        turns.shutdownNow();
    }
}
