package coffee.crema.realtime.adapter.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Carries out what {@link Handshake} decided, once the request is complete. The last handler of the pipeline at this time.
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written ends the connection
final class UpgradeExchange extends ChannelInboundHandlerAdapter {
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final WebSocketDoor door;
    private final Handshake.Answer answer;
    private boolean answered;

    UpgradeExchange(WebSocketDoor door, Handshake.Answer answer) {
        this.door = door;
        this.answer = answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean complete =
                message instanceof LastHttpContent || answer instanceof Handshake.Refused;
        ReferenceCountUtil.release(message);
        if (!complete || answered) {
            return;
        }
        answered = true;
        switch (answer) {
            case Handshake.Accepted accepted -> admit(ctx, accepted);
            case Handshake.Refused refused -> refuse(ctx, refused);
        }
    }

    private void admit(ChannelHandlerContext ctx, Handshake.Accepted accepted) {
        DoorSettings.Admission limits = door.settings().admission();
        DoorMetrics metrics = door.metrics();
        if (metrics.connections.incrementAndGet() > limits.connectionsMax()) {
            metrics.connections.decrementAndGet();
            refuse(ctx, full("connections"));
        } else if (metrics.strangers.incrementAndGet() > limits.strangersMax()) {
            metrics.strangers.decrementAndGet();
            metrics.connections.decrementAndGet();
            refuse(ctx, full("strangers"));
        } else {
            open(ctx, accepted);
        }
    }

    private static Handshake.Refused full(String reason) {
        return new Handshake.Refused(
                HttpResponseStatus.SERVICE_UNAVAILABLE,
                reason,
                "This node has too many connections. Come back later.");
    }

    private void open(ChannelHandlerContext ctx, Handshake.Accepted accepted) {
        Channel channel = ctx.channel();
        SocketLoop loop = door.loopOf(channel.eventLoop());
        NettySocket socket = new NettySocket(door.nextSocketId(), channel, loop, accepted, door);
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(socket.handler());
        ctx.writeAndFlush(switching(accepted), ctx.voidPromise());
        tune(channel);
        loop.register(socket);
        socket.handler().bind(door.door().opened(socket, accepted.token(), accepted.query()));
        // The codec last: bytes that it has read ahead go to the socket.
        pipeline.remove(this);
        for (Map.Entry<String, ChannelHandler> each : pipeline.toMap().entrySet()) {
            if (isHttp(each.getValue())) {
                pipeline.remove(each.getKey());
            }
        }
    }

    private static boolean isHttp(ChannelHandler handler) {
        return handler instanceof HttpServerCodec
                || handler instanceof HttpRequestDecoder
                || handler instanceof HttpResponseEncoder
                || handler instanceof IdleStateHandler;
    }

    private void tune(Channel channel) {
        DoorSettings.Heartbeat beat = door.settings().heartbeat();
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        // Without epoll there is no such option, and the heartbeat alone finds dead peers.
        channel.config()
                .setOption(
                        EpollChannelOption.TCP_USER_TIMEOUT,
                        (int) beat.silence().plus(beat.grace()).toMillis());
    }

    private static FullHttpResponse switching(Handshake.Accepted accepted) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        Unpooled.EMPTY_BUFFER);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accepted.key());
        if (accepted.subprotocol() != null) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, accepted.subprotocol());
        }
        if (accepted.compressed()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, DeflateOffer.ANSWER);
        }
        return response;
    }

    private void refuse(ChannelHandlerContext ctx, Handshake.Refused refused) {
        answered = true;
        door.metrics().refused(refused.reason());
        ByteBuf text = Unpooled.copiedBuffer(refused.text() + "\n", StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refused.status(), text);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes());
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refused.status().equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        } else if (refused.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        } else if (refused.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            headers.set(HttpHeaderNames.ALLOW, "GET");
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // before the handshake there is nobody to tell
    }
}
