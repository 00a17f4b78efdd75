package coffee.crema.realtime.adapter.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the sockets of one event loop share, so that none of them has it alone: a sweep that looks at the time, one flush per socket and turn, compression,
/// counters.
///
/// **Threading.** {@link #execute}, {@link #reserve} and {@link #release} from any thread; everything else on the loop.
final class SocketLoop {
    /// What may have been handed to the loop and not been taken up by it, in payload bytes. A loop that is so far behind cannot be helped by waiting.
    static final long BACKLOG_BYTES_MAX = 64L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SocketLoop.class);

    private final EventLoop executor;
    private final DoorMetrics metrics;
    private final Compression compression;
    private final LargeMessages large;
    private final long sweepNanos;
    private final AtomicLong backlogBytes = new AtomicLong();

    private @Nullable NettySocket[] sockets = new NettySocket[16];
    private int socketCount;
    private boolean sweeping;
    private long tickNanos = System.nanoTime();

    private final List<LoopMembers> due = new ArrayList<>();
    private final List<Outbound> unflushed = new ArrayList<>();
    private boolean turnEnds;

    /// What was to be done at the end of the turn when own messages were first written has been done: the next end flushes them.
    private boolean companyCame;

    private long frames;
    private long bytes;
    private long deliveries;

    SocketLoop(
            EventLoop executor, DoorSettings settings, DoorMetrics metrics, LargeMessages large) {
        this.large = large;
        this.executor = executor;
        this.metrics = metrics;
        this.compression = new Compression(settings.inbound().frameBytesMax());
        this.sweepNanos = settings.sweepEvery().toNanos();
    }

    EventLoop executor() {
        return executor;
    }

    ByteBufAllocator allocator() {
        return ByteBufAllocator.DEFAULT;
    }

    DoorMetrics metrics() {
        return metrics;
    }

    LargeMessages largeMessages() {
        return large;
    }

    Compression compression() {
        return compression;
    }

    /// The time of the last sweep: exact enough for everything that the sweep decides.
    long tickNanos() {
        return tickNanos;
    }

    /// Runs after everything handed over before, also when called on the loop itself: this is what keeps sends and broadcasts of one turn in order.
    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            // The loop has ended, and its sockets with it: nobody is left to hear of this.
        }
    }

    /// Runs later, on the loop.
    @SuppressWarnings("FutureReturnValueIgnored") // what the task throws is logged here
    void after(long nanos, Runnable task) {
        executor.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("a timed task of an event loop fails", e);
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    /// @return false when the loop is too far behind to take more
    boolean reserve(int payloadBytes) {
        if (backlogBytes.addAndGet(payloadBytes) > BACKLOG_BYTES_MAX) {
            backlogBytes.addAndGet(-payloadBytes);
            metrics.backlogDropped();
            return false;
        }
        return true;
    }

    void release(int payloadBytes) {
        backlogBytes.addAndGet(-payloadBytes);
    }

    void register(NettySocket socket) {
        if (socketCount == sockets.length) {
            sockets = Arrays.copyOf(sockets, 2 * socketCount);
        }
        socket.seat = socketCount;
        sockets[socketCount++] = socket;
        if (!sweeping) {
            sweeping = true;
            LoopTurns.isDoorLoop(executor);
            tickNanos = System.nanoTime();
            after(sweepNanos, this::sweep);
        }
        socket.heard();
    }

    void unregister(NettySocket socket) {
        NettySocket last = sockets[--socketCount];
        sockets[socketCount] = null;
        if (last != null && last != socket) {
            sockets[socket.seat] = last;
            last.seat = socket.seat;
        }
        if (socketCount == 0) {
            compression.release();
        }
    }

    /// When all that waits in this turn of the loop has been done, once for all that is written until then.
    void flushLater(Outbound outbound) {
        unflushed.add(outbound);
        endTurnSoon();
    }

    /// At the end of this turn of the loop.
    void writeLater(LoopMembers members) {
        due.add(members);
        endTurnSoon();
    }

    void wrote(int frameCount, int byteCount) {
        frames += frameCount;
        bytes += byteCount;
    }

    void delivered(int messages) {
        deliveries += messages;
    }

    private void endTurnSoon() {
        if (!turnEnds) {
            turnEnds = true;
            execute(this::endTurn);
        }
    }

    private void endTurn() {
        boolean alone = due.size() == 1;
        for (int i = 0; i < due.size(); i++) {
            due.get(i).flush(alone);
        }
        due.clear();
        if (!unflushed.isEmpty() && !companyCame) {
            // An answer has often more to follow: a resumed member's missed events come from a task
            // that waits behind this one. Once round, and all of it is one write.
            companyCame = true;
            execute(this::endTurn);
            return;
        }
        companyCame = false;
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flushIfWritten();
        }
        unflushed.clear();
        turnEnds = false;
        metrics.wrote(frames, bytes, deliveries);
        frames = 0;
        bytes = 0;
        deliveries = 0;
    }

    private void sweep() {
        tickNanos = System.nanoTime();
        for (int i = socketCount - 1; i >= 0; i--) {
            NettySocket socket = sockets[i];
            if (socket != null) {
                socket.tick(tickNanos);
            }
        }
        sweeping = socketCount > 0;
        if (sweeping) {
            after(sweepNanos, this::sweep);
        }
    }
}
