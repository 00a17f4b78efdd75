package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.connection.Door;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The inbound end of a {@link NettySocket} in its pipeline.
final class SocketHandler extends ChannelInboundHandlerAdapter implements FrameReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);

    private final NettySocket socket;
    private final SocketLoop loop;
    private final FrameReader frames;
    private Door.@Nullable Inbound inbound;

    /// What has arrived and was not read: only between two calls while reading is paused.
    private @Nullable ByteBuf unread;

    private boolean paused;
    private boolean busy;

    SocketHandler(
            NettySocket socket,
            SocketLoop loop,
            DoorSettings.Inbound limits,
            boolean deflateAgreed) {
        this.socket = socket;
        this.loop = loop;
        this.frames =
                new FrameReader(
                        this,
                        loop.largeMessages(),
                        deflateAgreed,
                        limits.strangerBytesMax(),
                        limits.fragmentsMax());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        socket.from(ctx);
    }

    void bind(Door.Inbound target) {
        this.inbound = target;
    }

    void limit(int messageBytesMax) {
        frames.limit(messageBytesMax);
    }

    void onlyClose() {
        frames.onlyClose();
    }

    void pause(boolean on) {
        paused = on;
        readOn();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ReferenceCountUtil.release(message);
            return;
        }
        socket.heard();
        unread =
                unread == null
                        ? in
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), unread, in);
        readOn();
    }

    private void readOn() {
        if (busy) {
            return;
        }
        busy = true;
        try {
            while (unread != null && !paused) {
                if (unread.isReadable()) {
                    frames.read(unread);
                } else {
                    unread.release();
                    unread = null;
                }
            }
        } finally {
            busy = false;
        }
    }

    @Override
    public void message(int opcode, boolean deflated, byte[] payload) {
        if (opcode != Frames.opcode(socket.format())) {
            failed(CloseCode.PROTOCOL_ERROR);
            return;
        }
        byte[] plain = payload;
        if (deflated) {
            try {
                plain = loop.compression().inflate(payload, frames.limit());
            } catch (DataFormatException e) {
                failed(CloseCode.PROTOCOL_ERROR);
                return;
            }
        }
        if (plain == null) {
            failed(CloseCode.TOO_LARGE);
        } else if (socket.format() == WireFormat.JSON && !Utf8.isValid(plain)) {
            failed(CloseCode.PROTOCOL_ERROR);
        } else if (inbound != null) {
            inbound.received(plain);
        }
    }

    @Override
    public void ping(byte[] payload) {
        socket.answerPing(payload);
    }

    @Override
    public void closed(int code) {
        socket.peerClosed(code);
    }

    @Override
    public void failed(CloseCode code) {
        socket.closeNow(code);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            socket.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        paused = true;
        frames.onlyClose();
        if (unread != null) {
            unread.release();
            unread = null;
        }
        socket.ended();
        if (inbound != null) {
            inbound.closed();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close has closed
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            ctx.close(); // reset by the peer, or broken TLS
        } else {
            LOG.error("socket {} fails", socket.socketId(), cause);
            socket.closeNow(CloseCode.INTERNAL);
        }
    }
}
