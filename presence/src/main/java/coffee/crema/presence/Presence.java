package coffee.crema.presence;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.CommandContext;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.RoomFeature;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is in a room, on every node the same.
///
/// Entries lie in a shared {@link PresenceTable}, each owned by a node's life. Every node with members in a room keeps a {@link PresenceView} of it and tells its own members the differences, so
/// that people of a dead node vanish everywhere by its silence alone. What is lost on the way is healed by comparing the table's versions.
///
/// **Threading.** Any thread; nothing blocks.
public final class Presence implements Feature, RoomFeature, ChannelObserver {
    /// How long a node must have been silent before its entries are removed from the table; until then they are only hidden.
    static final Duration DEAD_AFTER = Duration.ofSeconds(30);

    private static final String PREFIX = "room:";
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final Hub hub;
    private final PresenceTable table;
    private final NodeDirectory nodes;
    private final Scheduler scheduler;
    private final LastSeen lastSeen;
    private final PresenceSettings settings;
    private final PresenceMessages messages;
    private final SharedPresence shared;
    private final OwnDevices own = new OwnDevices();
    private final CustomStates states;
    private final Map<RoomId, RoomPresence> rooms = new ConcurrentHashMap<>();
    private final Map<NodeId, Long> silentSinceNanos = new ConcurrentHashMap<>();
    private final Counter reloads;

    /// Starts to observe rooms; to be made before the first member comes.
    public Presence(
            Hub hub,
            PresenceTable table,
            NodeDirectory nodes,
            Scheduler scheduler,
            WireMapper wire,
            LastSeen lastSeen,
            PresenceSettings settings,
            MeterRegistry meters) {
        this.hub = hub;
        this.table = table;
        this.nodes = nodes;
        this.scheduler = scheduler;
        this.lastSeen = lastSeen;
        this.settings = settings;
        this.messages = new PresenceMessages(wire, scheduler);
        this.shared = new SharedPresence(table, hub, messages, meters);
        this.states = new CustomStates(hub, table, messages, settings, scheduler, meters);
        this.reloads = Counter.builder("crema.presence.reloads")
                .description("how often a room's presence was read again")
                .register(meters);
        Gauge.builder("crema.presence.rooms", rooms, Map::size).register(meters);
        hub.observe(PREFIX, this);
        nodes.listen(new NodeWatch());
        scheduler.every(settings.reconcile(), this::reconcile);
    }

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>("presence.update", PresenceCommand.Update.class, 0, this::update),
                new CommandType<>("presence.list", PresenceCommand.ListPeople.class, 1, this::list),
                new CommandType<>("presence.last-seen", PresenceCommand.FindLastSeen.class, 1, this::findLastSeen));
    }

    @Override
    public List<String> events() {
        return List.of(PresenceMessages.STATE, PresenceMessages.DIFF, PresenceMessages.UPDATE);
    }

    /// Who is in the room now, as `{count, people?}`, read from the table: for callers that have no socket in it.
    public CompletionStage<Map<String, Object>> people(RoomId room) {
        return table.load(room).thenApply(loaded -> {
            var view = new PresenceView(node -> nodes.alive().contains(node));
            var kept = new java.util.HashMap<Device.Key, Map<String, Object>>();
            loaded.states().forEach((key, json) -> kept.put(key, messages.readState(json)));
            view.replace(loaded, kept);
            return PresenceMessages.stateData(
                    view.shown(), view.peopleCount(), settings.peopleListedMax(), view::stateOf);
        });
    }

    @Override
    public Optional<CompletionStage<Set<UserId>>> occupants(RoomId room) {
        return Optional.of(table.load(room).thenApply(loaded -> {
            Set<UserId> users = new HashSet<>();
            loaded.devices().stream()
                    .filter(device -> nodes.alive().contains(device.node()))
                    .forEach(device -> users.add(device.key().user()));
            own.of(room).forEach(device -> users.add(device.key().user()));
            return users;
        }));
    }

    @Override
    public void entered(Hub.Turn turn, LiveMember member) {
        Connection connection = member.connection();
        if (!member.role().may(Permission.APPEAR)) {
            inView(turn.channel(), (room, again) -> room.welcome(connection));
            return;
        }
        Device device = deviceOf(member);
        if (!own.enter(member.room(), device, connection.socket().socketId())) {
            inView(turn.channel(), (room, again) -> room.welcome(connection));
            return;
        }
        shared.put(member.room(), device).thenAccept(stored -> inView(turn.channel(), (room, again) -> {
            enterView(room, member.room(), device, stored);
            room.changed();
            room.welcome(connection);
        }));
    }

    @Override
    public void exited(Hub.Turn turn, LiveMember member, Exit exit) {
        RoomId room = member.room();
        Device.Key key = keyOf(member.connection());
        if (!own.exit(room, key, member.connection().socket().socketId())) {
            return;
        }
        switch (exit) {
            case REMOVED -> leave(room, key);
            case DROPPED -> own.grace(room, key, scheduler.after(settings.grace(), () -> leave(room, key)));
        }
    }

    @Override
    public void roleChanged(Hub.Turn turn, LiveMember member) {
        if (member.role().may(Permission.APPEAR)) {
            entered(turn, member);
        } else {
            exited(turn, member, Exit.REMOVED);
        }
    }

    @Override
    public void closed(Connection connection) {
        states.forgetSocket(connection.socket().socketId());
    }

    @Override
    public void opened(Hub.Turn turn) {
        RoomId.ofChannel(turn.channel()).ifPresent(room -> {
            rooms.put(room, new RoomPresence(room, nodes, settings, messages, scheduler, hub));
            reload(room);
        });
    }

    @Override
    public void closed(Hub.Turn turn) {
        RoomId.ofChannel(turn.channel()).ifPresent(room -> {
            RoomPresence presence = rooms.remove(room);
            if (presence != null) {
                presence.close();
            }
            states.forgetRoom(room);
        });
    }

    @Override
    public void reset(Hub.Turn turn) {
        RoomId.ofChannel(turn.channel()).ifPresent(this::reload);
    }

    @Override
    public boolean ephemeral(Hub.Turn turn, Event event) {
        return switch (event.name()) {
            case PresenceMessages.CHANGED -> {
                inView(turn.channel(), (room, again) -> apply(room, again, messages.readChanged(event)));
                yield true;
            }
            case PresenceMessages.UPDATES -> {
                inView(turn.channel(), (room, again) -> room.update(turn, messages.readUpdates(event)));
                yield true;
            }
            default -> false;
        };
    }

    private void apply(RoomPresence presence, RoomId room, PresenceMessages.Changed changed) {
        Optional<Device> device = changed.device();
        boolean understood = device.map(d -> presence.view().put(changed.tableVersion(), d))
                .orElseGet(() -> presence.view().remove(changed.tableVersion(), changed.key()));
        device.filter(d -> !d.node().equals(nodes.self())).ifPresent(d -> own.takenOver(room, d.key()));
        if (understood) {
            presence.changed();
        } else {
            reload(room);
        }
    }

    private void enterView(
            RoomPresence presence, RoomId room, Device device, Optional<PresenceTable.Stored> stored) {
        if (stored.isEmpty()) {
            presence.view().putUnshared(device);
        } else if (!presence.view().put(stored.get().version(), stored.get().device())) {
            reload(room);
        }
    }

    private void leave(RoomId room, Device.Key key) {
        own.forgetIfGone(room, key).ifPresent(device -> {
            lastSeen.seen(key.user(), scheduler.millis()).exceptionally(failure -> null);
            shared.remove(room, device).thenAccept(removed -> {
                if (!removed) {
                    // The table is away or another node has the device: hide it here; the table's word comes with the next comparison.
                    inView(room.channel(), (presence, id) -> {
                        Device known = presence.view().find(key);
                        if (known != null && known.node().equals(nodes.self())) {
                            presence.view().removeUnshared(key);
                            presence.changed();
                        }
                    });
                }
            });
        });
    }

    private void reload(RoomId room) {
        reloads.increment();
        table.load(room)
                .thenAccept(loaded -> hub.inTurn(room.channel(), turn -> {
                    RoomPresence presence = rooms.get(room);
                    if (presence != null) {
                        presence.load(turn, loaded);
                        compareOwn(presence, room);
                    }
                }))
                .exceptionally(failure -> {
                    LOG.debug("presence of a room could not be read; the next comparison tries again");
                    return null;
                });
    }

    /// Compares every room's view with the table, and this node's devices with both. Heals whatever was lost.
    private void reconcile() {
        states.keep();
        if (rooms.isEmpty()) {
            return;
        }
        table.versions(Set.copyOf(rooms.keySet()))
                .thenAccept(versions ->
                        versions.forEach((room, version) -> inView(room.channel(), (presence, id) -> {
                            if (presence.view().behind(version)) {
                                reload(room);
                            } else {
                                compareOwn(presence, room);
                            }
                        })))
                .exceptionally(failure -> null);
    }

    private void compareOwn(RoomPresence presence, RoomId room) {
        PresenceView view = presence.view();
        for (Device device : own.of(room)) {
            Device known = view.find(device.key());
            if (known == null || known.version() == 0) {
                shared.put(room, device)
                        .thenAccept(stored -> stored.ifPresent(s -> inView(room.channel(), (again, id) -> {
                            enterView(again, room, device, stored);
                            again.changed();
                        })));
            }
        }
        long now = scheduler.nanos();
        for (Device device : List.copyOf(view.known())) {
            Long silentSince = silentSinceNanos.get(device.node());
            boolean abandoned = device.node().equals(nodes.self())
                    ? !own.holds(room, device.key())
                    : silentFor(device.node(), silentSince, now).compareTo(DEAD_AFTER) >= 0;
            if (abandoned) {
                shared.remove(room, device);
            }
        }
        presence.changed();
    }

    /// A node never heard of begins to be silent now.
    private Duration silentFor(NodeId node, @org.jspecify.annotations.Nullable Long sinceNanos, long nowNanos) {
        if (nodes.alive().contains(node)) {
            return Duration.ZERO;
        }
        if (sinceNanos == null) {
            silentSinceNanos.put(node, nowNanos);
            return Duration.ZERO;
        }
        return Duration.ofNanos(nowNanos - sinceNanos);
    }

    private void inView(ChannelName channel, BiConsumer<RoomPresence, RoomId> task) {
        hub.inTurn(channel, turn -> RoomId.ofChannel(channel).ifPresent(room -> {
            RoomPresence presence = rooms.get(room);
            if (presence != null) {
                task.accept(presence, room);
            }
        }));
    }

    private CompletionStage<Object> update(CommandContext context, PresenceCommand.Update command) {
        RoomId room = RoomId.parse("data.room", command.room());
        Connection connection = context.connection();
        requireHere(room, connection);
        states.update(room, keyOf(connection), connection.socket().socketId(), command.state());
        return CompletableFuture.completedFuture(Map.of());
    }

    private CompletionStage<Map<String, Object>> list(CommandContext context, PresenceCommand.ListPeople command) {
        RoomId room = RoomId.parse("data.room", command.room());
        requireFollowing(room, context.connection());
        return people(room);
    }

    private CompletionStage<PresenceCommand.LastSeenAnswer> findLastSeen(
            CommandContext context, PresenceCommand.FindLastSeen command) {
        RoomId room = RoomId.parse("data.room", command.room());
        UserId user = UserId.parse("data.user", command.user());
        requireFollowing(room, context.connection());
        return table.load(room).thenCompose(loaded -> {
            boolean here = loaded.devices().stream()
                    .anyMatch(device -> device.key().user().equals(user)
                            && nodes.alive().contains(device.node()));
            return here
                    ? CompletableFuture.completedFuture(
                            new PresenceCommand.LastSeenAnswer(true, OptionalLong.of(scheduler.millis())))
                    : lastSeen.of(user).thenApply(at -> new PresenceCommand.LastSeenAnswer(false, at));
        });
    }

    private void requireHere(RoomId room, Connection connection) {
        if (!own.hasSocket(room, keyOf(connection), connection.socket().socketId())) {
            requireFollowing(room, connection);
            throw RejectedException.of(ErrorCode.FORBIDDEN, "this role does not appear in the presence list");
        }
    }

    private static void requireFollowing(RoomId room, Connection connection) {
        if (!connection.channels().contains(room.channel())) {
            throw RejectedException.of(ErrorCode.NOT_JOINED, "join the room first");
        }
    }

    private Device deviceOf(LiveMember member) {
        Principal principal = member.connection().principal();
        return new Device(
                keyOf(member.connection()),
                nodes.self(),
                principal.name(),
                member.role().wireName(),
                scheduler.millis(),
                0);
    }

    private static Device.Key keyOf(Connection connection) {
        return new Device.Key(
                connection.principal().user(), connection.session().deviceRef());
    }

    private final class NodeWatch implements NodeDirectory.Listener {
        @Override
        public void joined(NodeId node) {
            silentSinceNanos.remove(node);
            refresh();
        }

        @Override
        public void gone(NodeId node) {
            silentSinceNanos.put(node, scheduler.nanos());
            refresh();
        }

        private void refresh() {
            rooms.keySet().forEach(room -> inView(room.channel(), (presence, id) -> {
                presence.view().nodeChanged();
                presence.changed();
            }));
        }
    }
}
