package coffee.crema.presence;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.RoomFeature;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Abandoned abandoned;
    private final Roster roster;
    private final PresenceCommands commands;
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
        this.abandoned = new Abandoned(nodes, scheduler);
        this.roster = new Roster(table, nodes, settings, messages);
        this.commands = new PresenceCommands(own, states, roster, lastSeen, scheduler);
        this.reloads =
                Counter.builder("crema.presence.reloads")
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
        return commands.types();
    }

    @Override
    public List<String> events() {
        return List.of(PresenceMessages.STATE, PresenceMessages.DIFF, PresenceMessages.UPDATE);
    }

    /// Who is in the room now, as `{count, people?}`, read from the table: for callers that have no socket in it.
    public CompletionStage<Map<String, Object>> people(RoomId room) {
        return roster.people(room);
    }

    @Override
    public Optional<CompletionStage<Set<UserId>>> occupants(RoomId room) {
        return Optional.of(
                roster.users(room)
                        .thenApply(users -> {
                            var all = new HashSet<>(users);
                            own.of(room).forEach(device -> all.add(device.key().user()));
                            return all;
                        }));
    }

    @Override
    public void entered(Hub.Turn turn, LiveMember member) {
        Connection connection = member.connection();
        if (!member.role().may(Permission.APPEAR)) {
            inView(turn.channel(), (room, id) -> room.welcome(connection));
            return;
        }
        Device device = deviceOf(member);
        if (!own.enter(member.room(), device, connection.socket().socketId())) {
            inView(turn.channel(), (room, id) -> room.welcome(connection));
            return;
        }
        share(member.room(), device)
                .thenAccept(done -> inView(turn.channel(), (room, id) -> room.welcome(connection)));
    }

    @Override
    public void exited(Hub.Turn turn, LiveMember member, Exit exit) {
        RoomId room = member.room();
        Device.Key key = Device.Key.of(member.connection());
        if (!own.exit(room, key, member.connection().socket().socketId())) {
            return;
        }
        switch (exit) {
            case REMOVED -> leave(room, key);
            case DROPPED ->
                    own.grace(room, key, scheduler.after(settings.grace(), () -> leave(room, key)));
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
        RoomId.ofChannel(turn.channel())
                .ifPresent(room -> {
                    rooms.put(
                            room,
                            new RoomPresence(room, nodes, settings, messages, scheduler, hub));
                    reload(room);
                });
    }

    @Override
    public void closed(Hub.Turn turn) {
        RoomId.ofChannel(turn.channel())
                .ifPresent(room -> {
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
                inView(turn.channel(), (room, id) -> apply(room, id, messages.readChanged(event)));
                yield true;
            }
            case PresenceMessages.UPDATES -> {
                inView(
                        turn.channel(),
                        (room, id) -> room.update(turn, messages.readUpdates(event)));
                yield true;
            }
            default -> false;
        };
    }

    private void apply(RoomPresence presence, RoomId room, PresenceMessages.Changed changed) {
        Optional<Device> device = changed.device();
        boolean understood =
                device.map(d -> presence.view().put(changed.tableVersion(), d))
                        .orElseGet(() ->
                                presence.view().remove(changed.tableVersion(), changed.key()));
        device.filter(d -> !d.node().equals(nodes.self()))
                .ifPresent(d -> own.takenOver(room, d.key()));
        if (understood) {
            presence.changed();
        } else {
            reload(room);
        }
    }

    private void leave(RoomId room, Device.Key key) {
        own.forgetIfGone(room, key)
                .ifPresent(device -> {
                    lastSeen.seen(key.user(), scheduler.millis()).exceptionally(failure -> null);
                    shared.remove(room, device)
                            .thenAccept(removed -> {
                                if (!removed) {
                                    // The table is away or another node has the device: hide it
                                    // here; the table's word comes with the next comparison.
                                    inView(
                                            room.channel(),
                                            (presence, id) -> {
                                                Device known = presence.view().find(key);
                                                if (known != null
                                                        && known.node().equals(nodes.self())) {
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
                .thenAccept(loaded ->
                        hub.inTurn(
                                room.channel(),
                                turn -> {
                                    RoomPresence presence = rooms.get(room);
                                    if (presence != null) {
                                        presence.load(turn, loaded);
                                        compareOwn(presence, room);
                                    }
                                }))
                .exceptionally(failure -> {
                    LOG.debug(
                            "presence of a room could not be read; the next comparison tries again");
                    return null;
                });
    }

    /// Compares every room's view with the table, and this node's devices with both. Heals whatever was lost.
    private void reconcile() {
        states.keep();
        abandoned.prune();
        if (rooms.isEmpty()) {
            return;
        }
        table.versions(Set.copyOf(rooms.keySet()))
                .thenAccept(versions ->
                        versions.forEach((room, version) ->
                                inView(
                                        room.channel(),
                                        (presence, id) -> {
                                            if (presence.view().behind(version)) {
                                                reload(room);
                                            } else {
                                                compareOwn(presence, room);
                                            }
                                        })))
                .exceptionally(failure -> null);
    }

    /// Writes devices of this node that the table does not have, and removes those that nobody holds any more.
    private void compareOwn(RoomPresence presence, RoomId room) {
        PresenceView view = presence.view();
        for (Device device : own.of(room)) {
            Device known = view.find(device.key());
            if (known == null || known.version() == 0) {
                share(room, device);
            }
        }
        for (Device device : List.copyOf(view.known())) {
            boolean ours = device.node().equals(nodes.self());
            if (ours ? !own.holds(room, device.key()) : abandoned.isAbandoned(device.node())) {
                shared.remove(room, device);
            }
        }
        presence.changed();
    }

    private CompletionStage<Void> share(RoomId room, Device device) {
        return shared.put(room, device)
                .thenAccept(stored ->
                        inView(
                                room.channel(),
                                (presence, id) -> {
                                    if (stored.isEmpty()) {
                                        presence.view().putUnshared(device);
                                    } else if (!presence.view()
                                            .put(stored.get().version(), stored.get().device())) {
                                        reload(room);
                                    }
                                    presence.changed();
                                }));
    }

    private void inView(ChannelName channel, BiConsumer<RoomPresence, RoomId> task) {
        hub.inTurn(
                channel,
                turn ->
                        RoomId.ofChannel(channel)
                                .ifPresent(room -> {
                                    RoomPresence presence = rooms.get(room);
                                    if (presence != null) {
                                        task.accept(presence, room);
                                    }
                                }));
    }

    private Device deviceOf(LiveMember member) {
        Principal principal = member.connection().principal();
        return new Device(
                Device.Key.of(member.connection()),
                nodes.self(),
                principal.name(),
                member.role().wireName(),
                scheduler.millis(),
                0);
    }

    private final class NodeWatch implements NodeDirectory.Listener {
        @Override
        public void joined(NodeId node) {
            refresh();
        }

        @Override
        public void gone(NodeId node) {
            refresh();
        }

        private void refresh() {
            rooms.keySet()
                    .forEach(room ->
                            inView(
                                    room.channel(),
                                    (presence, id) -> {
                                        presence.view().nodeChanged();
                                        presence.changed();
                                    }));
        }
    }
}
