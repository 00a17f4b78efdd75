package coffee.crema.realtime.connection;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeId;
import java.util.Map;

/// What the server answers to a {@link ConnectionCommand}, and what it says by itself about the connection. Times are Unix milliseconds.
public sealed interface ConnectionAnswer {

    /// To `connect`.
    record Connected(
            SessionId session,
            boolean resumed,
            Who user,
            NodeId node,
            long serverTimeMs,
            long tokenExpiresAtMs,
            long heartbeatMs,
            Limits limits,
            Map<String, FollowedChannel> channels)
            implements ConnectionAnswer {}

    record Who(UserId id, String name, Principal.Kind kind) {}

    record Limits(int frameBytesMax, int pendingCommandsMax, int channelsMax) {}

    /// To `auth.refresh`.
    record Refreshed(long tokenExpiresAtMs) implements ConnectionAnswer {}

    /// To `time`.
    record ServerTime(long serverTimeMs) implements ConnectionAnswer {}

    /// The notice `token-expiring`.
    ///
    /// @param graceMs how long after that the socket stays
    record TokenExpiring(long expiresAtMs, long graceMs) implements ConnectionAnswer {}

    /// The notice `drain`.
    ///
    /// @param reconnectAfterMs how long the client shall wait until it moves, from now
    /// @param deadlineMs when the server will close, Unix milliseconds
    record Drain(long reconnectAfterMs, long deadlineMs) implements ConnectionAnswer {}
}
