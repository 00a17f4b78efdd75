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
import java.util.concurrent.Executor;

/// One WebSocket: what is written to it, in which order, and how it is closed.
///
/// What others may call hands over to the loop; the rest is called there only.
@SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close has closed
final class NettySocket implements Socket {
    private final long id;
    private final Channel channel;
    private final SocketLoop loop;
    private final WireFormat format;
    private final DoorSettings settings;
    private final Packing packing;
    private final Pulse pulse;
    private final Outbound outbound;
    private final SocketHandler handler;
    private final Following following = new Following();

    /// The place in the loop's list; kept by {@link SocketLoop}.
    int seat;

    /// Used by {@link LoopMembers} while it writes.
    boolean apart;

    private volatile boolean open = true;
    private boolean stranger = true;
    private boolean reading = true;
    private long closeNanos;

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
        this.settings = door.settings();
        this.packing = new Packing(format, handshake.compressed(), door.encoder(), loop);
        this.pulse = new Pulse(settings.heartbeat());
        this.outbound = new Outbound(channel, loop, settings.outbound().queueBytesMax());
        this.handler = new SocketHandler(this, loop, settings.inbound(), handshake.compressed());
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
        send(packing.encode(message), patient);
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
                if (open && !(patient && following.goesAlong(this, payload))) {
                    sendNow(payload);
                }
            });
        } else {
            close(CloseCode.OVERLOADED);
        }
    }

    private void sendNow(byte[] payload) {
        following.catchUp(this);
        if (!open) {
            return; // that was too much for it: closed as slow
        }
        write(packing.frame(channel.alloc(), payload), 1);
    }

    @Override
    public void send(SharedMessages shared) {
        if (!open) {
            return;
        }
        byte[] plain = packing.plain(shared);
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
        following.catchUp(this);
        byte[] frames = packing.shortest(shared, plain);
        write(
                channel.alloc().directBuffer(frames.length).writeBytes(frames),
                shared.messages().size());
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

    Following following() {
        return following;
    }

    /// Bytes came from the client.
    void heard() {
        pulse.heard(loop.tickNanos());
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
            act(pulse.at(nowNanos));
        } else {
            pulse.deaf(nowNanos);
        }
    }

    private void act(Pulse.Need need) {
        switch (need) {
            case NOTHING -> {}
            case PING -> write(Frames.ping(channel.alloc()), 1);
            case END -> closeNow(CloseCode.HEARTBEAT_TIMEOUT);
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
            following.catchUp(this);
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
