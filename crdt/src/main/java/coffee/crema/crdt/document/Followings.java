package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which documents each socket of the native door follows.
///
/// **Threading.** Any thread.
final class Followings {
    /// Documents that one socket follows.
    static final int MAX = 64;

    /// Guarded by itself.
    private final Map<Connection, Map<DocumentId, Following>> followings = new HashMap<>();

    /// Begins one; one that was there ends, so that the answer says what the document is now.
    ///
    /// @param follow makes it; its parameter is to run when the document may no longer be read
    /// @throws RejectedException `too_many`
    Following begin(Connection connection, DocumentId id, Function<Runnable, Following> follow) {
        end(connection, id);
        Following begun;
        synchronized (followings) {
            var own = followings.computeIfAbsent(connection, _ -> new HashMap<>());
            if (own.size() >= MAX) {
                throw RejectedException.limit(
                        ErrorCode.TOO_MANY, "documents that a socket follows", MAX);
            }
            begun = follow.apply(() -> end(connection, id));
            own.put(id, begun);
        }
        begun.begin();
        return begun;
    }

    /// Harmless when there is none.
    void end(Connection connection, DocumentId id) {
        Following over;
        synchronized (followings) {
            var own = followings.get(connection);
            over = own == null ? null : own.remove(id);
            if (own != null && own.isEmpty()) {
                followings.remove(connection);
            }
        }
        end(over);
    }

    void endAll(Connection connection) {
        Map<DocumentId, Following> own;
        synchronized (followings) {
            own = followings.remove(connection);
        }
        if (own != null) {
            List.copyOf(own.values()).forEach(Followings::end);
        }
    }

    private static void end(@Nullable Following following) {
        if (following != null) {
            following.end();
        }
    }
}
