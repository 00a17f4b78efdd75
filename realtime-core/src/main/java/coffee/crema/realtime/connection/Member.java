package coffee.crema.realtime.connection;

import coffee.crema.realtime.wire.ServerMessage;

/// Someone who receives. Bounded: a member that cannot keep up is closed as slow by its transport, and never slows others.
public interface Member {

    /// The transport's end of it.
    Socket socket();

    /// Queues a message for this member alone. Any thread; order is kept for calls of one thread, and for all that a channel's serial turn sends.
    default void send(ServerMessage message) {
        socket().send(message);
    }
}
