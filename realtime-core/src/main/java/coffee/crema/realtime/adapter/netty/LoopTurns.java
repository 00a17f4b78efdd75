package coffee.crema.realtime.adapter.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Where the turns of channels run: what an event loop of the door hands over runs on that loop, after what it is doing now; what comes from elsewhere runs on a
/// pool.
///
/// A message that comes in by a socket is delivered to the sockets of the same loop without waking another thread, and its ack leaves in the same flush. For small rooms
/// that waking costs more than all else but the sends.
///
/// **Threading.** Any thread; tasks must not block.
public final class LoopTurns implements Executor {
    private static final FastThreadLocal<EventLoop> CURRENT = new FastThreadLocal<>();

    private final Executor pool;

    /// @param pool for what comes from other threads
    public LoopTurns(Executor pool) {
        this.pool = pool;
    }

    /// On the loop: it has sockets of the door.
    static void isDoorLoop(EventLoop loop) {
        CURRENT.set(loop);
    }

    @Override
    public void execute(Runnable task) {
        @Nullable EventLoop loop = CURRENT.getIfExists();
        if (loop == null) {
            pool.execute(task);
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stopped) {
            pool.execute(task); // the door closes before the channels do
        }
    }
}
