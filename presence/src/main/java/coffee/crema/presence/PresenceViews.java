package coffee.crema.presence;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The views of all rooms with members on this node, and what keeps them true: words of other nodes, silent nodes, and comparisons with the table.
///
/// **Threading.** Any thread; nothing blocks. Each view is touched in its channel's turn only.
final class PresenceViews implements ChannelObserver, NodeDirectory.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceViews.class);

    private final Hub hub;
    private final PresenceTable table;
    private final NodeDirectory nodes;
    private final Scheduler scheduler;
    private final PresenceSettings settings;
    private final PresenceMessages messages;
    private final OwnDevices own;
    private final SharedPresence shared;
    private final CustomStates states;
    private final Abandoned abandoned;
    private final OwedRemovals owed;
    private final Counter reloads;
    private final Map<RoomId, RoomPresence> rooms = new ConcurrentHashMap<>();

    PresenceViews(
            Hub hub,
            PresenceTable table,
            NodeDirectory nodes,
            Scheduler scheduler,
            PresenceSettings settings,
            PresenceMessages messages,
            OwnDevices own,
            SharedPresence shared,
            CustomStates states,
            MeterRegistry meters) {
        this.hub = hub;
        this.table = table;
        this.nodes = nodes;
        this.scheduler = scheduler;
        this.settings = settings;
        this.messages = messages;
        this.own = own;
        this.shared = shared;
        this.states = states;
        this.abandoned = new Abandoned(nodes, scheduler);
        this.owed = new OwedRemovals(meters);
        this.reloads =
                Counter.builder("crema.presence.reloads")
                        .description("how often a room's presence was read again")
                        .register(meters);
        Gauge.builder("crema.presence.rooms", rooms, Map::size).register(meters);
    }

    /// Runs in the turn of the room's channel, if the room lives on this node.
    void inView(ChannelName channel, BiConsumer<RoomPresence, RoomId> task) {
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

    /// Writes a device of this node to the table, and shows it here whether or not the table took it.
    CompletionStage<Void> share(RoomId room, Device device) {
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

    /// Removes a device that nobody holds any more from the table, now or when the table is back. Here it is hidden at once.
    void withdraw(RoomId room, Device device) {
        shared.remove(room, device)
                .thenAccept(removal -> {
                    if (removal == SharedPresence.Removal.AWAY) {
                        owed.add(room, device);
                    }
                    if (removal != SharedPresence.Removal.DONE) {
                        inView(room.channel(), (presence, id) -> hide(presence, device));
                    }
                });
    }

    private void withdrawOwed(RoomId room, Device device) {
        if (!own.holds(room, device.key())) {
            withdraw(room, device);
        }
    }

    private void hide(RoomPresence presence, Device device) {
        Device known = presence.view().find(device.key());
        if (known != null && known.node().equals(nodes.self())) {
            presence.view().removeUnshared(device.key());
            presence.changed();
        }
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
                PresenceMessages.Changed changed = messages.readChanged(event);
                inView(turn.channel(), (presence, room) -> apply(presence, room, changed));
                yield true;
            }
            case PresenceMessages.UPDATES -> {
                RoomId.ofChannel(turn.channel())
                        .map(rooms::get)
                        .ifPresent(presence -> presence.update(turn, messages.readUpdates(event)));
                yield true;
            }
            default -> false;
        };
    }

    @Override
    public void joined(NodeId node) {
        nodesChanged();
    }

    @Override
    public void gone(NodeId node) {
        nodesChanged();
    }

    private void nodesChanged() {
        for (RoomId room : rooms.keySet()) {
            inView(
                    room.channel(),
                    (presence, id) -> {
                        presence.view().nodeChanged();
                        presence.changed();
                    });
        }
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
                    LOG.debug("a room's presence could not be read; tried again later");
                    return null;
                });
    }

    /// Compares every room's view with the table, and this node's devices with both. Heals whatever was lost.
    void reconcile() {
        states.keep();
        abandoned.prune();
        owed.drain(this::withdrawOwed);
        if (rooms.isEmpty()) {
            return;
        }
        table.versions(Set.copyOf(rooms.keySet()))
                .thenAccept(versions -> versions.forEach(this::compare))
                .exceptionally(failure -> null);
    }

    private void compare(RoomId room, PresenceTable.Version version) {
        inView(
                room.channel(),
                (presence, id) -> {
                    // A word about a node is not heard in a room that has nobody at the time.
                    presence.view().nodeChanged();
                    presence.changed();
                    if (!presence.isLoaded() || presence.view().behind(version)) {
                        reload(room);
                    } else {
                        compareOwn(presence, room);
                    }
                });
    }

    /// Writes devices of this node that the table does not have, and removes those that nobody holds any more.
    private void compareOwn(RoomPresence presence, RoomId room) {
        PresenceView view = presence.view();
        for (Device device : own.of(room)) {
            Device known = view.find(device.key());
            if (known == null || known.version() == 0) {
                var _ = share(room, device);
            }
        }
        for (Device device : List.copyOf(view.known())) {
            boolean ours = device.node().equals(nodes.self());
            if (ours ? !own.holds(room, device.key()) : abandoned.isAbandoned(device.node())) {
                withdraw(room, device);
            }
        }
        presence.changed();
    }
}
