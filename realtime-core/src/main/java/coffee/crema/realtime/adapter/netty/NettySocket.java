package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.connection.SharedMessages;
import coffee.crema.realtime.connection.Socket;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.Patient;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One WebSocket: what is written to it, whether it is alive, and how it is closed.
///
/// What others may call hands over to the loop; the rest is called there only.
@SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close has closed
final class NettySocket implements Socket {
    private static final LoopMembers[] NO_CHANNELS = {};

    private final long id;
    private final Channel channel;
    private final SocketLoop loop;
    private final WireFormat format;
    private final boolean deflates;
    private final DoorSettings settings;
    private final MessageEncoder encoder;
    private final Outbound outbound;
    private final SocketHandler handler;

    /// The place in the loop's list; kept by {@link SocketLoop}.
    int seat;

    /// Used by {@link LoopMembers} while it writes.
    boolean apart;

    private volatile boolean open = true;
    private boolean stranger = true;
    private boolean reading = true;
    private long heardNanos;
    private boolean pinged;
    private long closeNanos;
    private LoopMembers[] channels = NO_CHANNELS;

    NettySocket(
            long id,
            Channel channel,
            SocketLoop loop,
            Handshake.Accepted handshake,
            WebSocketDoor door) {
        this.id = id;
        this.channel = channel;
        this.loop = loop;
        this.format = handshake.format();
        this.deflates = handshake.compressed();
        this.settings = door.settings();
        this.encoder = door.encoder();
        this.outbound = new Outbound(channel, loop, settings.outbound().queueBytesMax());
        this.handler = new SocketHandler(this, loop, settings.inbound(), deflates);
    }

    @Override
    public long socketId() {
        return id;
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Executor loop() {
        return loop.executor();
    }

    SocketLoop socketLoop() {
        return loop;
    }

    void from(ChannelHandlerContext last) {
        outbound.from(last);
    }

    SocketHandler handler() {
        return handler;
    }

    @Override
    public void send(ServerMessage message) {
        if (!open) {
            return;
        }
        boolean patient = message instanceof ServerMessage.Ack ack && ack.data() instanceof Patient;
        send(encoder.encode(format, message), patient);
    }

    @Override
    public void send(byte[] payload) {
        if (open) {
            send(payload, false);
        }
    }

    private void send(byte[] payload, boolean patient) {
        if (loop.reserve(payload.length)) {
            loop.execute(() -> {
                loop.release(payload.length);
                if (open && !(patient && goesAlong(payload))) {
                    sendNow(payload);
                }
            });
        } else {
            close(CloseCode.OVERLOADED);
        }
    }

    /// Gives it to broadcasts that were delivered before and still wait for company: one write instead of two.
    ///
    /// @return false when none wait, those of several channels do, or it is large enough to be compressed
    private boolean goesAlong(byte[] payload) {
        LoopMembers waiting = LoopMembers.onlyOneThatGathers(channels);
        if (waiting == null || payload.length >= Compression.DEFLATE_BYTES_MIN) {
            return false;
        }
        waiting.addOwn(this, payload);
        return true;
    }

    private void sendNow(byte[] payload) {
        catchUp();
        if (!open) {
            return; // that was too much for it: closed as slow
        }
        byte[] deflated = deflated(payload);
        byte[] shortest = deflated == null ? payload : deflated;
        write(Frames.message(channel.alloc(), format, shortest, deflated != null), 1);
    }

    /// @return null when it is better left as it is
    private byte @Nullable [] deflated(byte[] payload) {
        return deflates && payload.length >= Compression.DEFLATE_BYTES_MIN
                ? loop.compression().deflate(payload)
                : null;
    }

    @Override
    public void send(SharedMessages shared) {
        if (!open) {
            return;
        }
        byte[] plain =
                shared.form(format, false, byte[].class, messages -> frames(messages, false));
        if (loop.reserve(plain.length)) {
            loop.execute(() -> {
                loop.release(plain.length);
                sendNow(shared, plain);
            });
        } else {
            close(CloseCode.OVERLOADED);
        }
    }

    private void sendNow(SharedMessages shared, byte[] plain) {
        if (!open) {
            return;
        }
        catchUp();
        byte[] frames =
                deflates
                        ? shared.form(
                                format, true, byte[].class, messages -> frames(messages, true))
                        : plain;
        write(
                channel.alloc().directBuffer(frames.length).writeBytes(frames),
                shared.messages().size());
    }

    /// @param deflating only on the loop
    private byte[] frames(List<ServerMessage> messages, boolean deflating) {
        ByteBuf out = Unpooled.buffer();
        for (ServerMessage message : messages) {
            byte[] payload = encoder.encode(format, message);
            byte[] deflated = deflating ? deflated(payload) : null;
            Frames.appendMessage(
                    out, format, deflated == null ? payload : deflated, deflated != null);
        }
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    /// Broadcasts that were delivered before, and still wait for company, go first.
    private void catchUp() {
        for (LoopMembers each : channels) {
            each.catchUp(this);
        }
    }

    void write(ByteBuf frames, int frameCount) {
        write(frames, frameCount, false);
    }

    /// Takes over the buffer, which holds whole frames.
    ///
    /// @param last whether nothing else is about to be written in this turn of the loop
    void write(ByteBuf frames, int frameCount, boolean last) {
        if (!open) {
            frames.release();
            return;
        }
        loop.wrote(frameCount, frames.readableBytes());
        if (!outbound.write(frames, last)) {
            closeNow(CloseCode.SLOW);
        }
    }

    void answerPing(byte[] payload) {
        write(Frames.pong(channel.alloc(), payload), 1);
    }

    void writable() {
        outbound.drain();
    }

    @Override
    public void accepted() {
        if (stranger && open) {
            stranger = false;
            loop.metrics().strangers.decrementAndGet();
            handler.limit(settings.inbound().frameBytesMax());
        }
    }

    @Override
    public void readFurther(boolean on) {
        if (open) {
            read(on);
        }
    }

    private void read(boolean on) {
        reading = on;
        heard();
        channel.config().setAutoRead(on);
        handler.pause(!on);
    }

    void joined(LoopMembers members) {
        channels = Arrays.copyOf(channels, channels.length + 1);
        channels[channels.length - 1] = members;
    }

    void left(LoopMembers members) {
        channels =
                Arrays.stream(channels).filter(each -> each != members).toArray(LoopMembers[]::new);
    }

    /// Bytes came from the client.
    void heard() {
        heardNanos = loop.tickNanos();
        pinged = false;
    }

    /// Whatever depends on time.
    void tick(long nowNanos) {
        if (!open) {
            if (nowNanos - closeNanos >= 0) {
                channel.close();
            }
        } else if (outbound.holdsSince(nowNanos - settings.outbound().queueAgeMax().toNanos())) {
            closeNow(CloseCode.SLOW);
        } else if (reading) {
            beat(nowNanos - heardNanos);
        } else {
            heardNanos = nowNanos; // nothing can be heard while nothing is read
        }
    }

    private void beat(long silentNanos) {
        long pingNanos = settings.heartbeat().silence().toNanos();
        if (silentNanos >= pingNanos + settings.heartbeat().grace().toNanos()) {
            closeNow(CloseCode.HEARTBEAT_TIMEOUT);
        } else if (silentNanos >= pingNanos && !pinged) {
            pinged = true;
            write(Frames.ping(channel.alloc()), 1);
        }
    }

    @Override
    public void close(CloseCode code) {
        loop.execute(() -> closeNow(code));
    }

    /// Sends the close frame; the sweep ends the connection if the client's own does not come.
    void closeNow(CloseCode code) {
        if (!open) {
            return;
        }
        if (code != CloseCode.SLOW) {
            catchUp();
            if (!open) {
                return; // that was too much for it: closed as slow
            }
        }
        open = false;
        loop.metrics().closed(code);
        if (code == CloseCode.SLOW) {
            outbound.drop();
        }
        boolean unhurried = code == CloseCode.SLOW || outbound.holds();
        closeWithin(
                unhurried
                        ? settings.closing().slowWait().toNanos()
                        : settings.closing().peerWait().toNanos());
        outbound.writeLast(Frames.close(channel.alloc(), code));
        handler.onlyClose();
        read(true);
    }

    /// The client's close frame came: answered unless it is itself the answer, then the server ends the connection.
    void peerClosed(int code) {
        outbound.drop();
        ByteBuf answer = Unpooled.EMPTY_BUFFER;
        if (open) {
            open = false;
            loop.metrics().closedByPeer();
            answer = Frames.closeEcho(channel.alloc(), code);
        }
        closeWithin(settings.closing().peerWait().toNanos());
        channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private void closeWithin(long nanos) {
        closeNanos = System.nanoTime() + nanos;
    }

    /// The channel is gone.
    void ended() {
        if (open) {
            open = false;
            loop.metrics().closedByPeer();
        }
        if (stranger) {
            loop.metrics().strangers.decrementAndGet();
        }
        loop.metrics().connections.decrementAndGet();
        outbound.drop();
        loop.unregister(this);
    }
}
