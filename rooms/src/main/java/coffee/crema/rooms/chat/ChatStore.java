package coffee.crema.rooms.chat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.rooms.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where messages are kept. Every method runs inside the caller's transaction and blocks (JDBC).
public interface ChatStore {

    /// The next number of the room. Nobody else gets one until this transaction ends.
    long nextSeq(Tx tx, RoomId room);

    /// @param clientKey null for none
    /// @return false, and nothing was written, when the author has said something with this key in the room already
    boolean insert(Tx tx, ChatMessage message, @Nullable String clientKey);

    /// The message that was said with this key.
    Optional<ChatMessage> byClientKey(Tx tx, RoomId room, UserId author, String clientKey);

    Optional<ChatMessage> find(Tx tx, RoomId room, String id);

    /// Changes the text of a message that is not deleted.
    ///
    /// @return whether there was one
    boolean edit(Tx tx, RoomId room, String id, String text, long nowMs);

    /// Forgets the text of a message.
    ///
    /// @return whether it had not been deleted before
    boolean delete(Tx tx, RoomId room, String id);

    /// The newest messages before a number, newest last.
    List<ChatMessage> before(Tx tx, RoomId room, long beforeSeq, int limit);

    /// Which of these messages are deleted.
    ///
    /// @param ids at most {@link #IDS_MAX}
    Set<String> deletedAmong(Tx tx, RoomId room, Collection<String> ids);

    /// How many ids one call may name.
    int IDS_MAX = 1_000;

    /// Notes that somebody speaks now, unless they spoke less than `intervalMs` ago: decided by one statement.
    ///
    /// @return when they spoke last, if that is too short ago (nothing was written then)
    OptionalLong pace(Tx tx, RoomId room, UserId user, long nowMs, long intervalMs);
}
