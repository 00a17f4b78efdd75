package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.ChannelOwner;
import coffee.crema.realtime.connection.CommandContext;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.ConnectionCommand.Since;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.WireMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Rooms on live sockets: the commands, who may follow a room's channels, and changed rights that act at once.
///
/// A socket enters by `room.join`, which makes its user a member first, or comes back by naming its position, which takes one look whether the user still is one. In both
/// cases it is attached *before* the store is asked: what changes after the answer is heard as an event, so no change falls between.
///
/// **Threading.** Any thread; nothing blocks.
public final class LiveRooms implements Feature, ChannelOwner {
    private final Rooms rooms;
    private final Memberships memberships;
    private final Moderation moderation;
    private final Hub hub;
    private final LiveRoster roster;
    private final RoomEntry entry;
    private final AccessWatch watch;
    private final RoomDesk desk;

    /// @param features in the order in which they are told of members
    public LiveRooms(
            RoomDesk desk,
            Rooms rooms,
            Memberships memberships,
            Moderation moderation,
            Hub hub,
            List<RoomFeature> features,
            WireMapper mapper,
            Scheduler scheduler,
            MeterRegistry meters) {
        this.desk = desk;
        this.rooms = rooms;
        this.memberships = memberships;
        this.moderation = moderation;
        this.hub = hub;
        List<RoomFeature> attached = List.copyOf(features);
        this.roster = new LiveRoster();
        RoomSnapshots snapshots = new RoomSnapshots(desk, attached);
        this.watch =
                new AccessWatch(desk, hub, roster, snapshots::ofStaff, attached, scheduler, meters);
        this.entry = new RoomEntry(desk, hub, roster, watch, snapshots);
        hub.observe(RoomId.CHANNEL_PREFIX, new RoomObserver(roster, watch, attached, mapper));
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>("room.create", RoomCommand.Create.class, 5, rooms::create),
                new CommandType<>("room.get", RoomCommand.Get.class, 1, rooms::get),
                new CommandType<>("room.list", RoomCommand.List.class, 2, rooms::list),
                new CommandType<>("room.update", RoomCommand.Update.class, 1, rooms::update),
                new CommandType<>("room.close", RoomCommand.Close.class, 1, rooms::close),
                new CommandType<>("room.members", RoomCommand.Members.class, 1, rooms::members),
                new CommandType<>("room.join", RoomCommand.Join.class, 1, this::join),
                new CommandType<>("room.leave", RoomCommand.Leave.class, 1, this::leave),
                new CommandType<>("room.invite", RoomCommand.Invite.class, 1, memberships::invite),
                new CommandType<>(
                        "room.guest-token",
                        RoomCommand.GuestToken.class,
                        1,
                        memberships::guestToken),
                new CommandType<>(
                        "room.set-role", RoomCommand.SetRole.class, 1, memberships::setRole),
                new CommandType<>("room.kick", RoomCommand.Kick.class, 1, moderation::kick),
                new CommandType<>("room.ban", RoomCommand.Ban.class, 1, moderation::ban),
                new CommandType<>("room.unban", RoomCommand.Unban.class, 1, moderation::unban),
                new CommandType<>("room.mute", RoomCommand.Mute.class, 1, moderation::mute),
                new CommandType<>("room.unmute", RoomCommand.Unmute.class, 1, moderation::unmute));
    }

    @Override
    public List<String> events() {
        return RoomEvent.NAMES;
    }

    @Override
    public List<ChannelOwner> channelOwners() {
        return List.of(this);
    }

    private CompletionStage<RoomAnswer.Entered> join(CommandContext context, RoomCommand.Join ask) {
        @Nullable Position since =
                new Since(
                                Optional.ofNullable(ask.epoch()),
                                ask.offset() == null
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(ask.offset()))
                        .position("data");
        return memberships
                .join(context, ask)
                .thenCompose(_ -> entry.enter(context, ask.room(), since));
    }

    private CompletionStage<RoomAnswer.Done> leave(CommandContext context, RoomCommand.Leave ask) {
        return memberships
                .leave(context, ask)
                .thenApply(done -> {
                    quit(context.connection(), ask.room());
                    return done;
                });
    }

    private void quit(Connection connection, RoomId room) {
        roster.find(connection, room).ifPresent(live -> watch.sendAway(live, Live.KNOWS));
    }

    @Override
    public boolean owns(ChannelName channel) {
        return channel.value().startsWith(RoomId.CHANNEL_PREFIX);
    }

    @Override
    public CompletionStage<Attachment> follow(
            Connection connection, ChannelName channel, @Nullable Position since) {
        Optional<RoomId> room = RoomId.ofChannel(channel);
        if (room.isPresent()) {
            return entry.comeBack(connection, room.get(), since);
        }
        return RoomId.ofStaffChannel(channel)
                .map(staffed -> entry.comeBackToStaff(connection, staffed, since))
                .orElseGet(() -> CompletableFuture.failedFuture(RoomDesk.noRoom()));
    }

    @Override
    public CompletionStage<Void> mayPublish(Request request, ChannelName channel) {
        boolean trusted =
                request.principal().hasScope("publish") && request.principal().guest().isEmpty();
        if (trusted) {
            return CompletableFuture.completedFuture(null);
        }
        return check(request, channel, Permission.PUBLISH);
    }

    @Override
    public CompletionStage<Void> mayRead(Request request, ChannelName channel) {
        return check(request, channel, Permission.VIEW);
    }

    /// On a live socket what this node knows answers, which is a moment behind the store at most; otherwise the store.
    private CompletionStage<Void> check(
            Request request, ChannelName channel, Permission permission) {
        boolean staff = RoomId.ofStaffChannel(channel).isPresent();
        Permission needed = staff ? Permission.MODERATE : permission;
        Optional<RoomId> room = RoomId.ofChannel(channel).or(() -> RoomId.ofStaffChannel(channel));
        if (room.isEmpty()) {
            return CompletableFuture.failedFuture(RoomDesk.noRoom());
        }
        Optional<Live> live =
                request instanceof CommandContext context
                        ? roster.find(context.connection(), room.get())
                        : Optional.empty();
        if (live.filter(l -> l.allows(needed, desk.nowMs())).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        return desk.look(room.get(), request.principal().user())
                .thenAccept(standing -> {
                    if (permission == Permission.PUBLISH) {
                        RoomPolicy.requireVoice(
                                request.principal(), standing, needed, desk.nowMs());
                    } else {
                        RoomPolicy.require(request.principal(), standing, needed, desk.nowMs());
                    }
                });
    }

    @Override
    public void unfollow(Connection connection, ChannelName channel) {
        RoomId.ofChannel(channel)
                .ifPresentOrElse(
                        room -> quit(connection, room), () -> hub.detach(connection, channel));
    }

    @Override
    public void refreshed(Connection connection) {
        for (ChannelName channel : connection.channels()) {
            RoomId.ofChannel(channel)
                    .or(() -> RoomId.ofStaffChannel(channel))
                    .ifPresent(room -> {
                        UserId user = connection.principal().user();
                        watch.reread(room, Set.of(user), AccessWatch.Word.NONE);
                    });
        }
    }

    @Override
    public void closed(Connection connection) {
        entry.forget(connection);
    }
}
