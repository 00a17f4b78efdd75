package coffee.crema.crdt.sync;

import coffee.crema.realtime.connection.Socket;
import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Backpressure of one socket: reading pauses while it is too fast, or while documents have too much of it to take up.
///
/// On the socket's loop, except for {@link #taken}.
final class Pace {
    private final Socket socket;
    private final Scheduler time;
    private final SyncLimits limits;
    private final SyncMeters meters;
    private final TokenBucket messages;
    private final AtomicLong unreadBytes = new AtomicLong();

    /// Of all sockets of the node.
    private final AtomicLong nodeUnreadBytes;

    private boolean tooFast;
    private boolean tooMuch;

    Pace(Socket socket, Scheduler time, SyncLimits limits, SyncMeters meters) {
        this.nodeUnreadBytes = meters.unreadBytes;
        this.socket = socket;
        this.time = time;
        this.limits = limits;
        this.meters = meters;
        this.messages =
                new TokenBucket(limits.messagesPerSecond(), limits.messagesBurst(), time.nanos());
    }

    /// A message came.
    void received() {
        long waitNanos = messages.borrow(time.nanos());
        if (waitNanos > 0 && !tooFast) {
            meters.pauses.increment();
            tooFast = true;
            read();
            time.after(
                    Duration.ofNanos(waitNanos),
                    () ->
                            socket.loop()
                                    .execute(() -> {
                                        tooFast = false;
                                        read();
                                    }));
        }
    }

    /// A message is to be given to a document.
    ///
    /// @return false when documents of this node have too much to take up: then it must not be given
    boolean unread(int bytes) {
        if (nodeUnreadBytes.addAndGet(bytes) > limits.nodeUnreadBytesMax()) {
            nodeUnreadBytes.addAndGet(-bytes);
            meters.unreadRefused.increment();
            return false;
        }
        if (unreadBytes.addAndGet(bytes) > limits.unreadBytesMax() && !tooMuch) {
            tooMuch = true;
            read();
        }
        return true;
    }

    /// The document has taken it up. Any thread.
    void taken(int bytes) {
        nodeUnreadBytes.addAndGet(-bytes);
        if (unreadBytes.addAndGet(-bytes) <= limits.unreadBytesMax() / 2) {
            socket.loop()
                    .execute(() -> {
                        if (tooMuch && unreadBytes.get() <= limits.unreadBytesMax()) {
                            tooMuch = false;
                            read();
                        }
                    });
        }
    }

    private void read() {
        socket.readFurther(!tooFast && !tooMuch);
    }
}
