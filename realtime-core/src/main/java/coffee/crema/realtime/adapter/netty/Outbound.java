package coffee.crema.realtime.adapter.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundInvoker;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What one socket writes. While Netty's own buffer is below its high-water mark everything goes straight there; above it frames are held here, bounded in
/// bytes and age. On the socket's loop only.
@SuppressWarnings("FutureReturnValueIgnored") // the void promise reports to the pipeline
final class Outbound {
    /// What holding one buffer costs beside its bytes, so that many small ones are bounded too.
    private static final int HOLDING_BYTES = 128;

    private final Channel channel;

    /// The channel itself, or the place in its pipeline from where there is less on the way.
    private ChannelOutboundInvoker out;

    private final SocketLoop loop;
    private final int bytesMax;
    private @Nullable ArrayDeque<Held> held;
    private int heldBytes;
    private boolean unflushed;

    private record Held(ByteBuf frames, long sinceNanos) {
        int cost() {
            return frames.readableBytes() + HOLDING_BYTES;
        }
    }

    Outbound(Channel channel, SocketLoop loop, int bytesMax) {
        this.channel = channel;
        this.out = channel;
        this.loop = loop;
        this.bytesMax = bytesMax;
    }

    /// Nothing behind this handler takes part in writing.
    void from(ChannelHandlerContext handler) {
        out = handler;
    }

    /// Writes or holds, and takes over the buffer.
    ///
    /// @param last whether to flush now; otherwise that is done at the end of the loop's turn
    /// @return whether what is held is within its bound
    boolean write(ByteBuf frames, boolean last) {
        if (held == null && channel.isWritable()) {
            if (last) {
                out.write(frames, channel.voidPromise());
                flush();
            } else {
                writeThrough(frames);
            }
            return true;
        }
        hold(frames);
        return heldBytes <= bytesMax;
    }

    /// A close frame: after what is held, whatever the bound.
    void writeLast(ByteBuf closeFrame) {
        if (held == null) {
            writeThrough(closeFrame);
        } else {
            hold(closeFrame);
        }
    }

    /// Netty's buffer may take more.
    void drain() {
        while (held != null && channel.isWritable()) {
            Held next = held.remove();
            charge(-next.cost());
            if (held.isEmpty()) {
                held = null;
            }
            writeThrough(next.frames);
        }
    }

    void drop() {
        if (held != null) {
            held.forEach(each -> each.frames.release());
            held = null;
            charge(-heldBytes);
        }
    }

    boolean holds() {
        return held != null;
    }

    boolean holdsSince(long nanos) {
        return held != null && held.element().sinceNanos - nanos <= 0;
    }

    /// Does nothing when that has been done since the last write.
    void flushIfWritten() {
        if (unflushed) {
            flush();
        }
    }

    private void flush() {
        unflushed = false;
        out.flush();
    }

    private void hold(ByteBuf frames) {
        if (held == null) {
            held = new ArrayDeque<>();
        }
        Held last = new Held(frames, loop.tickNanos());
        held.add(last);
        charge(last.cost());
    }

    private void charge(int bytes) {
        heldBytes += bytes;
        loop.metrics().queuedBytes.addAndGet(bytes);
    }

    private void writeThrough(ByteBuf frames) {
        out.write(frames, channel.voidPromise());
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
    }
}
