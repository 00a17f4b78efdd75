package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.hub.Hub;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// How a feature attaches to rooms: the one extension point.
///
/// **Threading.** `entered`, `exited` and `roleChanged` are called in the serial turn of the room's channel on this node; they must not block or throw. The others may be
/// called on any thread and must not block.
public interface RoomFeature {

    /// Its part's name in a room's snapshot, for example `chat`.
    String name();

    /// A socket in a room, on this node.
    record LiveMember(Connection connection, RoomId room, Role role) {}

    /// Why a socket is out of a room.
    enum Exit {
        /// The user left, was kicked or banned, or the room was closed: gone at once.
        REMOVED,
        /// The socket was lost or closed: the user may come back within the grace time.
        DROPPED
    }

    /// This feature's part of the snapshot for one viewer: only what that viewer may see now. Empty for no part.
    default CompletionStage<Optional<Object>> snapshot(LiveMember viewer) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /// A socket entered the room: it joined, or came back. Its snapshot or its missed events have been sent.
    default void entered(Hub.Turn turn, LiveMember member) {}

    /// A socket is out.
    default void exited(Hub.Turn turn, LiveMember member, Exit exit) {}

    /// The member has another role from now on, as `member` says.
    default void roleChanged(Hub.Turn turn, LiveMember member) {}

    /// Who is in the room now on any node, if this feature knows: a full room gives the places of those who are gone to newcomers.
    default Optional<CompletionStage<Set<UserId>>> occupants(RoomId room) {
        return Optional.empty();
    }
}
