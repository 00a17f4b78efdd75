package coffee.crema.load.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One WebSocket connection of the load. It may be opened again after it was closed or reset; `session` outlives that.
///
/// The WebSocket is done by hand ({@link Frames}): the driver has one core for what the server sends from another, so nothing may be allocated for a delivery.
public final class Client {

    /// Who the client is, and where it is.
    ///
    /// @param user unique unless several devices of one person are meant
    /// @param watches whether it only looks on, where a system knows the difference
    public record Identity(String user, String room, boolean watches) {
        public Identity(String user, String room) {
            this(user, room, false);
        }
    }

    private enum Stage {
        UPGRADING,
        OPEN,
        CLOSED
    }

    private final Driver driver;
    private final Dialect dialect;
    private final Identity identity;
    private Listener listener;
    private InetSocketAddress address;
    private Stage stage = Stage.CLOSED;
    private byte[] partial = Driver.NOTHING;
    private @Nullable Channel channel;
    private @Nullable Object session;
    private CompletableFuture<Client> ready = new CompletableFuture<>();
    private int payloadFromEnd = -1;
    private int lastNumber = -1;

    Client(
            Driver driver,
            Dialect dialect,
            Identity identity,
            InetSocketAddress address,
            Listener listener) {
        this.driver = driver;
        this.dialect = dialect;
        this.identity = identity;
        this.address = address;
        this.listener = listener;
    }

    public Identity identity() {
        return identity;
    }

    /// What the dialect remembers of this client, also over reconnects.
    public @Nullable Object session() {
        return session;
    }

    public void session(Object value) {
        session = value;
    }

    /// The number of the newest payload, or -1. For the workload's use.
    public int lastNumber() {
        return lastNumber;
    }

    public void lastNumber(int number) {
        lastNumber = number;
    }

    public Listener listener() {
        return listener;
    }

    public void listener(Listener value) {
        listener = value;
    }

    /// Where the next {@link #open} goes.
    public void address(InetSocketAddress value) {
        address = value;
    }

    /// Connects; the stage completes when the dialect says that the client is in its room.
    public CompletableFuture<Client> open() {
        ready = new CompletableFuture<>();
        partial = Driver.NOTHING;
        stage = Stage.UPGRADING;
        var connecting = driver.bootstrap().handler(new Inbound()).connect(address);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                stage = Stage.CLOSED;
                ready.completeExceptionally(done.cause());
            }
        });
        return ready;
    }

    public boolean isOpen() {
        return stage == Stage.OPEN;
    }

    /// Ends with a FIN and no close handshake.
    public void close() {
        stage = Stage.CLOSED;
        if (channel != null) {
            channel.close();
        }
    }

    /// Ends with a RST, as when a mobile network drops everyone at once.
    public void reset() {
        stage = Stage.CLOSED;
        if (channel != null) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    public void publish(byte[] payload) {
        dialect.publish(this, payload);
    }

    /// For the dialect: sends a text message.
    public void send(String text) {
        write(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] utf8) {
        write(Frames.TEXT, utf8);
    }

    /// For the dialect: the client is in its room.
    public void ready() {
        ready.complete(this);
    }

    /// For the dialect: the server will not have this client.
    public void failed(String reason) {
        ready.completeExceptionally(new IllegalStateException(identity.user() + ": " + reason));
        close();
    }

    private void write(int opcode, byte[] payload) {
        var to = channel;
        if (to != null && to.isActive()) {
            to.writeAndFlush(Frames.masked(to.alloc(), opcode, payload), to.voidPromise());
        }
    }

    private int upgraded(byte[] bytes, int to) {
        int end = Frames.headEnd(bytes, to);
        if (end < 0) {
            return 0;
        }
        if (!Frames.isSwitching(bytes, to)) {
            failed("no upgrade: " + new String(bytes, 0, end, StandardCharsets.US_ASCII).strip());
            return to;
        }
        stage = Stage.OPEN;
        dialect.opened(this);
        return end;
    }

    private void frame(int opcode, byte[] bytes, int from, int to, long nowNanos) {
        switch (opcode) {
            case Frames.TEXT -> text(bytes, from, to, nowNanos);
            case Frames.PING -> write(Frames.PONG, Arrays.copyOfRange(bytes, from, to));
            case Frames.CLOSE -> {
                int code =
                        to - from < 2
                                ? 1005
                                : ((bytes[from] & 0xff) << 8) | (bytes[from + 1] & 0xff);
                failed("closed by the server with " + code);
                listener.lost(this);
            }
            case Frames.PONG -> {}
            default -> failed("unexpected frame, opcode " + opcode);
        }
    }

    private void text(byte[] bytes, int from, int to, long nowNanos) {
        int at = to - payloadFromEnd;
        if (payloadFromEnd < 0 || at < from || !Payload.isAt(bytes, at)) {
            at = Payload.find(bytes, from, to);
            if (at < 0) {
                listener.other(this, nowNanos);
                dialect.control(this, new String(bytes, from, to - from, StandardCharsets.UTF_8));
                return;
            }
            payloadFromEnd = to - at;
        }
        dialect.delivered(this, bytes, from, to);
        listener.delivered(this, Payload.dueNanos(bytes, at), Payload.number(bytes, at), nowNanos);
    }

    private final class Inbound extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            var request = Frames.upgrade(dialect.path(Client.this), dialect.subprotocol(), address);
            context.writeAndFlush(context.alloc().buffer().writeBytes(request));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                read((ByteBuf) message);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void read(ByteBuf buffer) {
            int length = partial.length + buffer.readableBytes();
            byte[] bytes = driver.scratch(length);
            System.arraycopy(partial, 0, bytes, 0, partial.length);
            buffer.readBytes(bytes, partial.length, buffer.readableBytes());
            long nowNanos = System.nanoTime();
            int from = stage == Stage.UPGRADING ? upgraded(bytes, length) : 0;
            if (stage == Stage.OPEN) {
                from =
                        Frames.scan(
                                bytes,
                                from,
                                length,
                                (opcode, start, end) -> {
                                    frame(opcode, bytes, start, end, nowNanos);
                                    return stage == Stage.OPEN;
                                });
            }
            partial = from == length ? Driver.NOTHING : Arrays.copyOfRange(bytes, from, length);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel().equals(channel) && stage != Stage.CLOSED) {
                stage = Stage.CLOSED;
                ready.completeExceptionally(new IllegalStateException("closed without a word"));
                listener.lost(Client.this);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ready.completeExceptionally(cause);
            context.close();
        }
    }
}
