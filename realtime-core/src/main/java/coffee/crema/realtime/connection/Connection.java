package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.CloseCode;
import java.util.Set;

/// One accepted socket: after a successful `connect`.
///
/// **Threading.** Every method may be called from any thread and does not block.
public interface Connection extends Member {

    /// Who speaks; replaced when the token is refreshed, always the same user.
    Principal principal();

    SessionId session();

    /// The channels that this socket follows now.
    Set<ChannelName> channels();

    /// Says why, and closes with a proper handshake. The first call wins.
    void close(CloseCode code);

    boolean isOpen();
}
