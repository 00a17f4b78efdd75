package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.WireMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What happens in the turns of rooms' channels: members come and go, and events that change rights act.
final class RoomObserver implements ChannelObserver {
    private final LiveRoster roster;
    private final AccessWatch watch;
    private final List<RoomFeature> features;
    private final WireMapper mapper;

    RoomObserver(
            LiveRoster roster, AccessWatch watch, List<RoomFeature> features, WireMapper mapper) {
        this.roster = roster;
        this.watch = watch;
        this.features = features;
        this.mapper = mapper;
    }

    /// Whom an event is about; the other fields are passed over.
    record About(String user, @Nullable String role, @Nullable String reason) {}

    @Override
    public void attached(Hub.Turn turn, Connection member) {
        Optional<Live> inRoom =
                RoomId.ofChannel(turn.channel()).flatMap(room -> roster.find(member, room));
        inRoom.filter(Live::enterOnce)
                .ifPresent(live -> {
                    RoomFeature.LiveMember entered = live.asMember();
                    features.forEach(feature -> feature.entered(turn, entered));
                });
        RoomId.ofStaffChannel(turn.channel())
                .flatMap(staffed -> roster.find(member, staffed))
                .ifPresent(live -> live.onStaff = true);
    }

    @Override
    public void detached(Hub.Turn turn, Connection member) {
        Optional<RoomId> room = RoomId.ofChannel(turn.channel());
        if (room.isPresent()) {
            roster.find(member, room.get()).ifPresent(live -> outOfRoom(turn, live));
        } else {
            RoomId.ofStaffChannel(turn.channel())
                    .flatMap(staffed -> roster.find(member, staffed))
                    .ifPresent(live -> outOfStaff(turn.channel(), live));
        }
    }

    private void outOfRoom(Hub.Turn turn, Live live) {
        if (live.entered) {
            live.entered = false;
            RoomFeature.Exit exit =
                    live.leaving() ? RoomFeature.Exit.REMOVED : RoomFeature.Exit.DROPPED;
            RoomFeature.LiveMember gone = live.asMember();
            features.forEach(feature -> feature.exited(turn, gone, exit));
        }
        if (live.arriving.get() > 0 && !live.leaving()) {
            return;
        }
        live.inRoom = false;
        live.tellMoved(turn.channel(), live.goodbye);
        roster.removeIfOut(live);
    }

    private void outOfStaff(ChannelName channel, Live live) {
        live.onStaff = false;
        live.tellMoved(channel, live.goodbye == null ? live.staffGoodbye : live.goodbye);
        roster.removeIfOut(live);
    }

    @Override
    public void appended(Hub.Turn turn, long offset, Event event) {
        switch (event.name()) {
            case "room.closed" -> everyone(turn.channel(), live -> watch.sendAway(live, "closed"));
            case "room.role-changed" -> {
                About about = mapper.fromJson(event.json(), About.class);
                act(
                        turn,
                        about,
                        "denied",
                        live -> {
                            if (about.role() != null) {
                                watch.become(live, Role.parse("role", about.role()));
                            }
                        });
            }
            case "room.member-removed" -> {
                About about = mapper.fromJson(event.json(), About.class);
                String reason = about.reason() == null ? "kicked" : about.reason();
                act(turn, about, reason, live -> watch.sendAway(live, reason));
            }
            case "room.member-left" ->
                    act(
                            turn,
                            mapper.fromJson(event.json(), About.class),
                            "left",
                            live -> watch.sendAway(live, "left"));
            case "room.member-muted" ->
                    act(
                            turn,
                            mapper.fromJson(event.json(), About.class),
                            "denied",
                            live -> live.mutedUntilMs = Standing.FOREVER);
            case "room.member-unmuted" ->
                    act(turn, mapper.fromJson(event.json(), About.class), "denied", _ -> {});
            default -> {}
        }
    }

    private void act(Hub.Turn turn, About about, String reason, Consumer<Live> meanwhile) {
        UserId user = new UserId(about.user());
        room(turn.channel())
                .ifPresent(room -> {
                    if (!roster.of(room, user).isEmpty()) {
                        watch.reread(room, Set.of(user), new AccessWatch.Word(reason, meanwhile));
                    }
                });
    }

    @Override
    public void reset(Hub.Turn turn) {
        room(turn.channel())
                .ifPresent(room -> watch.reread(room, roster.users(room), AccessWatch.Word.NONE));
    }

    private void everyone(ChannelName channel, Consumer<Live> act) {
        room(channel).ifPresent(room -> roster.of(room).forEach(act));
    }

    private static Optional<RoomId> room(ChannelName channel) {
        return RoomId.ofChannel(channel).or(() -> RoomId.ofStaffChannel(channel));
    }
}
