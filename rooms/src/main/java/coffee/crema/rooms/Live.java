package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.wire.ServerMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One socket in one room, on this node: what is known of it without a look into the store. The store decides; this follows within a moment.
final class Live {
    /// The goodbye of a socket that asked to go: it is not told.
    static final String KNOWS = "";

    final Connection connection;
    final RoomId room;

    /// As the store said when it was read last.
    volatile Role role;

    volatile long mutedUntilMs;

    /// Why it is to go, as `moved` says it, or {@link #KNOWS}; set once, before it is detached.
    volatile @Nullable String goodbye;

    /// Why it is to leave the staff's channel alone.
    volatile @Nullable String staffGoodbye;

    /// Whether it follows the channel, or is about to.
    volatile boolean inRoom;

    volatile boolean onStaff;

    /// Whether features were told of it. Guarded by this for writing; the room's turn alone tells them.
    volatile boolean entered;

    /// How many attachments to the room's channel are being made. One that replaces another makes the former leave; that is no way out.
    final AtomicInteger arriving = new AtomicInteger();

    private final AtomicBoolean toldOut = new AtomicBoolean();

    /// Completed when it is out of both channels.
    final CompletableFuture<Void> gone = new CompletableFuture<>();

    Live(Connection connection, RoomId room, Role role) {
        this.connection = connection;
        this.room = room;
        this.role = role;
    }

    /// Whether it is on its way out.
    boolean leaving() {
        return goodbye != null;
    }

    /// Notes that features are to be told of it.
    ///
    /// @return false when it is on its way out, or they were told
    synchronized boolean enterOnce() {
        boolean first = !leaving() && !entered;
        entered |= first;
        return first;
    }

    /// Notes that it is to go.
    ///
    /// @return false when that was known
    synchronized boolean leaveOnce(String reason) {
        boolean first = !leaving();
        if (first) {
            goodbye = reason;
        }
        return first;
    }

    /// Tells the client that it is out of a channel, unless it knows. Out of the room once only: its turn and whoever sends it away may both have that to say.
    void tellMoved(ChannelName channel, @Nullable String reason) {
        boolean told = channel.equals(room.channel()) && toldOut.getAndSet(true);
        if (!told && reason != null && !reason.equals(KNOWS) && connection.isOpen()) {
            connection.send(new ServerMessage.Notice("moved", new Moved(channel.value(), reason)));
        }
    }

    /// The data of a `moved`.
    record Moved(String channel, String reason) {}

    /// Whether what this node knows allows it.
    boolean allows(Permission permission, long nowMs) {
        boolean silent = permission == Permission.PUBLISH && mutedUntilMs > nowMs;
        return inRoom && !leaving() && role.may(permission) && !silent;
    }

    RoomFeature.LiveMember asMember() {
        return new RoomFeature.LiveMember(connection, room, role);
    }
}
