package coffee.crema.presence;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.RoomFeature;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Who is in a room, on every node the same.
///
/// Entries lie in a shared {@link PresenceTable}, each owned by a node's life. Every node with members in a room keeps a {@link PresenceView} of it and tells its own members the differences, so
/// that people of a dead node vanish everywhere by its silence alone. What is lost on the way is healed by comparing the table's versions.
///
/// **Threading.** Any thread; nothing blocks.
public final class Presence implements Feature, RoomFeature {
    private static final String CHANNELS = "room:";

    private final NodeDirectory nodes;
    private final Scheduler scheduler;
    private final LastSeen lastSeen;
    private final PresenceSettings settings;
    private final OwnDevices own = new OwnDevices();
    private final CustomStates states;
    private final PresenceViews views;
    private final Roster roster;
    private final PresenceCommands commands;

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
        this.nodes = nodes;
        this.scheduler = scheduler;
        this.lastSeen = lastSeen;
        this.settings = settings;
        var messages = new PresenceMessages(wire, scheduler);
        var shared = new SharedPresence(table, hub, messages, meters);
        this.states = new CustomStates(hub, table, messages, settings, scheduler, meters);
        this.views =
                new PresenceViews(
                        hub, table, nodes, scheduler, settings, messages, own, shared, states,
                        meters);
        this.roster = new Roster(table, nodes, settings, messages);
        this.commands = new PresenceCommands(own, states, roster, lastSeen, scheduler);
        hub.observe(CHANNELS, views);
        nodes.listen(views);
        var _ = scheduler.every(settings.reconcile(), views::reconcile);
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

    /// Whether somebody is in the room now, and when they were last in any: for callers that have no socket in it.
    public CompletionStage<PresenceCommand.LastSeenAnswer> lastSeen(RoomId room, UserId user) {
        return commands.lastSeen(room, user);
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
        boolean appears = member.role().may(Permission.APPEAR);
        if (appears && own.enter(member.room(), deviceOf(member), socketOf(connection))) {
            views.share(member.room(), deviceOf(member))
                    .thenAccept(_ -> welcome(turn.channel(), connection));
        } else {
            welcome(turn.channel(), connection);
        }
    }

    @Override
    public void exited(Hub.Turn turn, LiveMember member, Exit exit) {
        RoomId room = member.room();
        Device.Key key = Device.Key.of(member.connection());
        if (!own.exit(room, key, socketOf(member.connection()))) {
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
        states.forgetSocket(socketOf(connection));
    }

    private void welcome(ChannelName channel, Connection connection) {
        views.inView(channel, (presence, room) -> presence.welcome(connection));
    }

    private void leave(RoomId room, Device.Key key) {
        own.forgetIfGone(room, key)
                .ifPresent(device -> {
                    lastSeen.seen(key.user(), scheduler.millis()).exceptionally(failure -> null);
                    views.withdraw(room, device);
                });
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

    private static long socketOf(Connection connection) {
        return connection.socket().socketId();
    }
}
