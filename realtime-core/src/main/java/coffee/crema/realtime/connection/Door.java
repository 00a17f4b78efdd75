package coffee.crema.realtime.connection;

import java.util.Map;
import java.util.Optional;

/// Where a transport brings its sockets.
public interface Door {

    /// A socket has been opened; called on its loop.
    ///
    /// @param token what came with the upgrade request (header or query parameter), unchecked
    Inbound opened(Socket socket, Optional<String> token);

    /// {@link #opened(Socket, Optional)} of a door that reads more of the request.
    ///
    /// @param query the request's parameters besides the token, the first value of each
    default Inbound opened(Socket socket, Optional<String> token, Map<String, String> query) {
        return opened(socket, token);
    }

    /// What a transport tells of one socket. Called on its loop, one call at a time; must not block.
    interface Inbound {

        /// A whole message, already bounded in size and of the right frame type. The array belongs to the callee.
        void received(byte[] message);

        /// The socket is gone. Called once, last.
        void closed();
    }
}
