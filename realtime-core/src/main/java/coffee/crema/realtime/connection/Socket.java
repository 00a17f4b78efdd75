package coffee.crema.realtime.connection;

import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import java.util.concurrent.Executor;

/// One open WebSocket, as its transport keeps it.
///
/// **Bounds.** What waits to be written is bounded in bytes and age; at the limit the transport drops what waits and closes with
/// {@link CloseCode#SLOW}.
///
/// **Threading.** Any thread may call; nothing blocks. Messages keep the order of calls of one thread.
public interface Socket {

    /// Unique on this node and never reused.
    long socketId();

    WireFormat format();

    void send(ServerMessage message);

    /// Sends what is encoded already: one whole message in this socket's format. Not copied before this returns to the loop: nobody may change it.
    void send(byte[] encoded);

    /// Sends what others get, too.
    default void send(SharedMessages shared) {
        shared.messages().forEach(this::send);
    }

    /// Sends a close frame after what is queued, waits a little for the client's, and closes. The first call wins.
    void close(CloseCode code);

    boolean isOpen();

    /// Stops or resumes reading: backpressure while too many commands wait. On the loop only.
    void readFurther(boolean on);

    /// The peer's `connect` was accepted: the limits for strangers (message size, the node's cap of them) no longer apply. On the loop only.
    default void accepted() {}

    /// The event loop of this socket: runs tasks in order, one at a time; must not be blocked.
    Executor loop();
}
