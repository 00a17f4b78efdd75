package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a changed right act on the live sockets of this node.
///
/// Events only say that something changed and about whom; what is true now is read from the store, so neither the order of events from different nodes nor a repeated
/// one can leave a socket with a right that its user lost. When the store is away, what the event said acts at once, and the store is asked again until it answers.
///
/// **Threading.** Any thread; nothing blocks.
final class AccessWatch {
    private static final Logger log = LoggerFactory.getLogger(AccessWatch.class);
    private static final Duration REREAD_AFTER = Duration.ofSeconds(1);
    private static final int REREADS_MAX = 60;

    private final RoomDesk desk;
    private final Hub hub;
    private final LiveRoster roster;
    private final Hub.SnapshotSource staffSnapshots;
    private final List<RoomFeature> features;
    private final Scheduler scheduler;
    private final Counter abandoned;

    /// @param staffSnapshots what a member of the staff channel is told first
    AccessWatch(
            RoomDesk desk,
            Hub hub,
            LiveRoster roster,
            Hub.SnapshotSource staffSnapshots,
            List<RoomFeature> features,
            Scheduler scheduler,
            MeterRegistry meters) {
        this.desk = desk;
        this.hub = hub;
        this.roster = roster;
        this.staffSnapshots = staffSnapshots;
        this.features = features;
        this.scheduler = scheduler;
        this.abandoned = meters.counter("crema.rooms.access.rereads.abandoned");
    }

    /// What an event said of somebody: the reason if they turn out to be gone, and what to do while the store cannot be asked.
    ///
    /// @param reason as `moved` says it
    /// @param meanwhile for each of their sockets
    record Word(String reason, Consumer<Live> meanwhile) {
        /// Nothing is known but that something may have changed.
        static final Word NONE = new Word("denied", _ -> {});
    }

    /// Reads again what these people are in the room, and makes it so.
    void reread(RoomId room, Collection<UserId> users, Word word) {
        List<UserId> all = new ArrayList<>(users);
        for (int from = 0; from < all.size(); from += RoomStore.USERS_MAX) {
            List<UserId> some = all.subList(from, Math.min(all.size(), from + RoomStore.USERS_MAX));
            reread(room, new HashSet<>(some), word, 1);
        }
    }

    private void reread(RoomId room, Set<UserId> users, Word word, int attempt) {
        desk.database()
                .read(tx -> desk.store().standings(tx, room, users))
                .whenComplete((standings, failure) -> {
                    if (failure == null) {
                        users.forEach(user -> judge(room, user, standings, word));
                        return;
                    }
                    if (attempt == 1) {
                        users.forEach(user -> roster.of(room, user).forEach(word.meanwhile()));
                    }
                    if (attempt < REREADS_MAX) {
                        scheduler.after(REREAD_AFTER, () -> reread(room, users, word, attempt + 1));
                    } else {
                        abandoned.increment();
                        log.error(
                                "rights in a room could not be read again, {} attempts",
                                attempt,
                                failure);
                    }
                });
    }

    private void judge(RoomId room, UserId user, Map<UserId, Standing> standings, Word word) {
        @Nullable Standing standing = standings.get(user);
        for (Live live : roster.of(room, user)) {
            if (standing == null) {
                sendAway(live, "closed");
            } else {
                judge(live, standing, word.reason());
            }
        }
    }

    /// Applies what is true now to one socket.
    void judge(Live live, Standing standing, String reason) {
        try {
            Role role = RoomPolicy.requireStay(live.connection.principal(), standing, desk.nowMs());
            live.mutedUntilMs = standing.mutedUntilMs();
            become(live, role);
        } catch (RejectedException refusal) {
            sendAway(live, goodbye(refusal.code(), reason));
        }
    }

    private static String goodbye(ErrorCode code, String reason) {
        if (code == ErrorCode.BANNED) {
            return "banned";
        }
        return code == ErrorCode.CLOSED ? "closed" : reason;
    }

    /// Ends the room for a socket, which is told why once nothing more of the channel can reach it.
    void sendAway(Live live, String reason) {
        if (!live.leaveOnce(reason)) {
            return;
        }
        hub.detach(live.connection, live.room.channel());
        hub.detach(live.connection, live.room.staffChannel());
        if (!live.entered) {
            // It was about to come in, so its turn may have nothing to say about it.
            live.tellMoved(live.room.channel(), reason);
            roster.remove(live);
        }
    }

    /// Gives a socket another role, on the room's channel and on the staff's.
    void become(Live live, Role role) {
        if (live.role == role || live.leaving()) {
            return;
        }
        live.role = role;
        hub.inTurn(
                live.room.channel(),
                turn -> {
                    if (live.entered) {
                        RoomFeature.LiveMember member = live.asMember();
                        features.forEach(feature -> feature.roleChanged(turn, member));
                    }
                });
        if (!role.may(Permission.MODERATE)) {
            leaveStaff(live);
        } else if (live.inRoom) {
            joinStaff(live);
        }
    }

    private void leaveStaff(Live live) {
        live.staffGoodbye = "denied";
        hub.detach(live.connection, live.room.staffChannel());
    }

    private void joinStaff(Live live) {
        attachStaff(live)
                .whenComplete((attachment, failure) -> {
                    if (failure == null) {
                        start(live, attachment);
                    } else {
                        log.warn(
                                "a new member of the staff could not follow the staff's channel",
                                failure);
                    }
                });
    }

    /// Prepares the staff's channel for a socket whose role allows it.
    CompletionStage<Attachment> attachStaff(Live live) {
        live.onStaff = true;
        live.staffGoodbye = null;
        return hub.attach(live.connection, live.room.staffChannel(), null, staffSnapshots);
    }

    /// Starts it, unless the right was lost meanwhile.
    void start(Live live, Attachment attachment) {
        if (live.leaving() || !live.role.may(Permission.MODERATE)) {
            hub.detach(live.connection, live.room.staffChannel());
        } else {
            attachment.start();
        }
    }
}
