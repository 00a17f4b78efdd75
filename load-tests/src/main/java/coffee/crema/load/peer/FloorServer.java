package coffee.crema.load.peer;

import coffee.crema.load.driver.FloorDialect;
import coffee.crema.load.driver.Payload;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The floor: what a broadcast costs on Netty when nothing else is done. No identity, no order of commands, no past.
///
/// A message is framed once into a direct buffer; every member of the room gets a duplicate of it by one write and one flush, with a void promise. One event loop,
/// so that rooms need no lock.
public final class FloorServer {
    private static final int HEAD_BYTES_MAX = 4;
    private static final int BACKLOG = 4096;

    private final Map<String, Set<Channel>> rooms = new HashMap<>();
    private final boolean churn;

    private FloorServer(boolean churn) {
        this.churn = churn;
    }

    /// usage: PORT plain|churn
    public static void main(String[] arguments) throws InterruptedException {
        new FloorServer(arguments[1].equals("churn")).run(Integer.parseInt(arguments[0]));
    }

    private void run(int port) throws InterruptedException {
        boolean epoll = Epoll.isAvailable();
        var loop =
                new MultiThreadIoEventLoopGroup(
                        1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        new ServerBootstrap()
                .group(loop)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline())
                .bind(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    private void broadcast(String room, ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf frame = payload.alloc().directBuffer(HEAD_BYTES_MAX + length);
        frame.writeByte(0x81);
        if (length < 126) {
            frame.writeByte(length);
        } else {
            frame.writeByte(126).writeShort(length);
        }
        frame.writeBytes(payload, payload.readerIndex(), length);
        for (Channel member : rooms.getOrDefault(room, Set.of())) {
            member.writeAndFlush(frame.retainedDuplicate(), member.voidPromise());
        }
        frame.release();
    }

    private void tellOfChange(Channel channel, String room) {
        if (churn) {
            var payload =
                    channel.alloc()
                            .buffer(Payload.BYTES)
                            .writeBytes(Payload.encode(System.nanoTime(), 0));
            broadcast(room, payload);
            payload.release();
        }
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            var webSocket =
                    WebSocketServerProtocolConfig.newBuilder()
                            .websocketPath("/")
                            .checkStartsWith(true)
                            .build();
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketServerProtocolHandler(webSocket),
                            new MemberHandler());
        }
    }

    private final class MemberHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private String room = "";

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof HandshakeComplete upgrade) {
                room = upgrade.requestUri().substring(1);
                // The protocol's HTTP handlers remove themselves; the aggregator is ours to remove.
                if (context.pipeline().get(HttpObjectAggregator.class) != null) {
                    context.pipeline().remove(HttpObjectAggregator.class);
                }
                tellOfChange(context.channel(), room);
                rooms.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(context.channel());
                context.writeAndFlush(new TextWebSocketFrame(FloorDialect.WELCOME));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            broadcast(room, frame.content());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            var members = rooms.get(room);
            if (members != null && members.remove(context.channel())) {
                tellOfChange(context.channel(), room);
            }
        }
    }
}
