package coffee.crema.realtime.hub;

import coffee.crema.realtime.wire.ServerMessage;

/// Someone who receives. Bounded: a member that cannot keep up is closed as slow by its transport, and never slows others.
public interface Member {

    /// Unique on this node and never reused.
    long memberId();

    /// Queues a message for this member alone. Any thread; order is kept for calls of one thread, and for all that a channel's serial turn sends.
    void send(ServerMessage message);
}
