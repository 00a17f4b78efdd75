package coffee.crema.load.driver;

import java.util.Optional;

/// How the driver speaks to one kind of server.
///
/// **Threading.** Everything runs on the driver's loop.
public interface Dialect {

    /// Path and query of the WebSocket.
    String path(Client client);

    /// What to offer as `Sec-WebSocket-Protocol`.
    default Optional<String> subprotocol() {
        return Optional.empty();
    }

    /// The WebSocket is open. Sooner or later {@link Client#ready()} is to be called.
    void opened(Client client);

    /// A text message without a payload of ours: answers, snapshots, heartbeats of the protocol.
    void control(Client client, String message);

    /// A message with a payload of ours, for those who must remember where they are. The range is the whole message.
    default void delivered(Client client, byte[] bytes, int from, int to) {}

    /// Sends `payload` to everyone in the client's room.
    void publish(Client client, byte[] payload);
}
