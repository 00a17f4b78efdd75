package coffee.crema.realtime.connection;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a client says about the connection itself.
public sealed interface ConnectionCommand extends ClientCommand {

    /// `connect`, the first message.
    ///
    /// @param token unless it came with the upgrade
    /// @param session what the client kept from its last visit
    /// @param client what it is, for statistics: name and version, at most 64 characters
    /// @param channels where it left off
    record Connect(
            Optional<String> token,
            Optional<SessionId> session,
            Optional<String> client,
            Optional<Map<String, Since>> channels)
            implements ConnectionCommand {}

    /// A position of a client; empty for a channel of which it has none.
    record Since(Optional<String> epoch, OptionalLong offset) {

        private static final int EPOCH_CHARS_MAX = 64;

        /// @param path of this value, for a refusal
        public @Nullable Position position(String path) {
            if (epoch.isEmpty() && offset.isEmpty()) {
                return null;
            }
            if (epoch.isEmpty() || offset.isEmpty()) {
                throw RejectedException.invalid(path, "needs both epoch and offset, or none");
            }
            if (epoch.get().length() > EPOCH_CHARS_MAX) {
                throw RejectedException.invalid(path + ".epoch", "too long", EPOCH_CHARS_MAX);
            }
            if (offset.getAsLong() < 0) {
                throw RejectedException.invalid(path + ".offset", "must not be negative", 0);
            }
            return new Position(epoch.get(), offset.getAsLong());
        }
    }

    /// `auth.refresh`
    record Refresh(String token) implements ConnectionCommand {}

    /// `time`
    record Time() implements ConnectionCommand {}
}
