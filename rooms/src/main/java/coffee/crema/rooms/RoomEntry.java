package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.CommandContext;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// How a socket gets onto a room's channels.
///
/// The order is what makes it exact: noted in the roster, attached, then checked against the store. A right that is lost before the check is seen by it; one that is
/// lost after it comes as an event that finds the socket in the roster.
final class RoomEntry {
    private final RoomDesk desk;
    private final Hub hub;
    private final LiveRoster roster;
    private final AccessWatch watch;
    private final RoomSnapshots snapshots;

    RoomEntry(
            RoomDesk desk, Hub hub, LiveRoster roster, AccessWatch watch, RoomSnapshots snapshots) {
        this.desk = desk;
        this.hub = hub;
        this.roster = roster;
        this.watch = watch;
        this.snapshots = snapshots;
    }

    /// What a member of the room gets for having joined.
    CompletionStage<RoomAnswer.Entered> enter(
            CommandContext context, RoomId room, @Nullable Position since) {
        return follow(context.connection(), room, since)
                .thenCompose(followed ->
                        withStaff(followed)
                                .thenApply(staff -> {
                                    context.afterAnswer(() -> {
                                        followed.attachment().start();
                                        if (staff != null && !followed.live().leaving()) {
                                            watch.start(followed.live(), staff);
                                        }
                                    });
                                    return answer(followed, staff);
                                }));
    }

    private record Followed(Live live, Attachment attachment, Standing standing, Role role) {}

    /// Starts only for somebody who has not been sent out between the check and the answer; the answer said otherwise, so they are told again.
    private record Entrance(Live live, Attachment attachment) implements Attachment {
        @Override
        public boolean recovered() {
            return attachment.recovered();
        }

        @Override
        public Position position() {
            return attachment.position();
        }

        @Override
        public void start() {
            if (live.leaving()) {
                live.tellMoved(live.room.channel(), live.goodbye);
            } else {
                attachment.start();
            }
        }
    }

    private CompletionStage<@Nullable Attachment> withStaff(Followed followed) {
        if (!followed.role().may(Permission.MODERATE)) {
            return CompletableFuture.completedFuture(null);
        }
        Live live = followed.live();
        CompletionStage<@Nullable Attachment> attached =
                watch.attachStaff(live).thenApply(attachment -> attachment);
        return attached.whenComplete((_, failure) -> {
            if (failure != null) {
                dropRoom(live);
            }
        });
    }

    private static RoomAnswer.Entered answer(Followed followed, @Nullable Attachment staff) {
        RoomId room = followed.live().room;
        Map<String, RoomAnswer.Stand> channels = new LinkedHashMap<>();
        channels.put(room.channel().value(), RoomAnswer.Stand.of(followed.attachment()));
        if (staff != null) {
            channels.put(room.staffChannel().value(), RoomAnswer.Stand.of(staff));
        }
        return new RoomAnswer.Entered(
                RoomView.of(followed.standing().room()),
                followed.role().wireName(),
                RoomAnswer.permissionsOf(followed.role()),
                channels);
    }

    /// The room's channel for a socket that was there before.
    CompletionStage<Attachment> comeBack(
            Connection connection, RoomId room, @Nullable Position since) {
        return follow(connection, room, since).thenApply(Followed::attachment);
    }

    private CompletionStage<Followed> follow(
            Connection connection, RoomId room, @Nullable Position since) {
        Live live = roster.enter(connection, room);
        if (live.leaving()) {
            return live.gone.thenCompose(_ -> follow(connection, room, since));
        }
        live.inRoom = true;
        live.arriving.incrementAndGet();
        return hub.attach(connection, room.channel(), since, viewer -> snapshots.of(viewer, room))
                .whenComplete((_, _) -> live.arriving.decrementAndGet())
                .thenCompose(attachment ->
                        check(live)
                                .thenApply(standing -> {
                                    Role role =
                                            RoomPolicy.requireReturn(
                                                    connection.principal(), standing, desk.nowMs());
                                    confirm(live, standing, role);
                                    return new Followed(
                                            live, new Entrance(live, attachment), standing, role);
                                }))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        dropRoom(live);
                    }
                });
    }

    /// The staff's channel for a socket that was there before.
    CompletionStage<Attachment> comeBackToStaff(
            Connection connection, RoomId room, @Nullable Position since) {
        Live live = roster.enter(connection, room);
        if (live.leaving()) {
            return live.gone.thenCompose(_ -> comeBackToStaff(connection, room, since));
        }
        live.onStaff = true;
        return hub.attach(connection, room.staffChannel(), since, snapshots::ofStaff)
                .thenCompose(attachment ->
                        check(live)
                                .thenApply(standing -> {
                                    RoomPolicy.requireReturn(
                                            connection.principal(), standing, desk.nowMs());
                                    confirm(
                                            live,
                                            standing,
                                            RoomPolicy.require(
                                                    connection.principal(),
                                                    standing,
                                                    Permission.MODERATE,
                                                    desk.nowMs()));
                                    return attachment;
                                }))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        drop(live, room.staffChannel());
                        live.onStaff = false;
                        roster.removeIfOut(live);
                    }
                });
    }

    private CompletionStage<Standing> check(Live live) {
        return desk.look(live.room, live.connection.principal().user());
    }

    private void confirm(Live live, Standing standing, Role role) {
        if (live.leaving() || !live.connection.isOpen()) {
            throw RejectedException.of(ErrorCode.NOT_JOINED, "sent out meanwhile");
        }
        live.mutedUntilMs = standing.mutedUntilMs();
        if (live.entered) {
            watch.become(live, role);
        } else {
            live.role = role;
        }
    }

    private void dropRoom(Live live) {
        drop(live, live.room.channel());
        live.inRoom = false;
        roster.removeIfOut(live);
    }

    private void drop(Live live, ChannelName channel) {
        hub.detach(live.connection, channel);
    }

    /// The socket is gone: entries that never came to be attached go with it. The others go in the channel's turn.
    void forget(Connection connection) {
        roster.forget(connection);
    }
}
