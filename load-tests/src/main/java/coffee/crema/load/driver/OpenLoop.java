package coffee.crema.load.driver;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Sends at fixed times, whatever the server does: a late answer delays no later send, and the lateness counts.
public final class OpenLoop {

    /// Sends number `k`.
    @FunctionalInterface
    public interface Send {
        void send(int k, long dueNanos);
    }

    private final EventExecutor loop;
    private final Send send;
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private final long startNanos = System.nanoTime();
    private final double intervalNanos;
    private final int count;
    private int next;

    private OpenLoop(EventExecutor loop, double perSecond, int count, Send send) {
        this.loop = loop;
        this.count = count;
        this.intervalNanos = 1e9 / perSecond;
        this.send = send;
    }

    /// @return completes with the number of sends after the last one
    public static CompletableFuture<Integer> run(
            EventExecutor loop, double perSecond, Duration duration, Send send) {
        int count = (int) (perSecond * duration.toMillis() / 1000);
        var open = new OpenLoop(loop, perSecond, count, send);
        loop.execute(open::turn);
        return open.done;
    }

    private void turn() {
        try {
            long nowNanos = System.nanoTime();
            while (next < count && due(next) <= nowNanos) {
                send.send(next, due(next));
                next++;
            }
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            return;
        }
        if (next == count) {
            done.complete(count);
        } else {
            loop.schedule(this::turn, due(next) - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private long due(int k) {
        return startNanos + (long) (k * intervalNanos);
    }
}
