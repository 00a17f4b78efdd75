package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.connection.Door;
import coffee.crema.realtime.connection.Socket;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The door on a port of its own, with bare Netty and a {@link Door} that writes down what it is told. Every socket is accepted at once unless told otherwise.
@SuppressWarnings("FutureReturnValueIgnored") // a test asks the clients
final class NettyServer implements AutoCloseable, Door {

    /// A socket as the door's other side sees it.
    record Opened(
            Socket socket,
            Optional<String> token,
            BlockingQueue<byte[]> received,
            CountDownLatch gone) {

        /// The next message, as text.
        String next() throws InterruptedException {
            byte[] message = received.poll(5, TimeUnit.SECONDS);
            return message == null ? "nothing" : new String(message, StandardCharsets.UTF_8);
        }

        void say(String text) {
            socket.send(NettyServer.text(text));
        }
    }

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final BlockingQueue<Opened> opened = new LinkedBlockingQueue<>();
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger flushes = new AtomicInteger();
    final DoorSettings settings;
    final WebSocketDoor door;
    volatile boolean accepts = true;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<Channel> children = new ArrayList<>();
    private final Channel server;

    NettyServer(DoorSettings settings) {
        this(settings, new OriginPolicy(List.of("https://crema.coffee", "https://*.crema.coffee")));
    }

    NettyServer(DoorSettings settings, OriginPolicy origins) {
        this.settings = settings;
        this.door =
                new WebSocketDoor(
                        Entrance.NATIVE, settings, origins, this, NettyServer::encode, meters);
        this.server =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childOption(ChannelOption.SO_SNDBUF, 64 * 1024)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        synchronized (children) {
                                            children.add(channel);
                                        }
                                        channel.pipeline()
                                                .addLast(new Counting())
                                                .addLast(
                                                        new HttpServerCodec(
                                                                4096,
                                                                WebSocketDoor.HEAD_BYTES_MAX,
                                                                8192))
                                                .addLast(door.upgrades())
                                                .addLast(new NotFound());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    Opened next() throws InterruptedException {
        Opened next = opened.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no socket was opened");
        }
        return next;
    }

    List<String> handlersOfFirst() {
        synchronized (children) {
            return children.getFirst().pipeline().names();
        }
    }

    double counted(String name, String... tags) {
        var counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    static ServerMessage text(String text) {
        return new ServerMessage.Notice("text", text);
    }

    /// Broadcasts and answers of these tests are plain text; a CBOR one is marked, so that a mix-up shows.
    static byte[] encode(WireFormat format, ServerMessage message) {
        String text =
                switch (message) {
                    case ServerMessage.Notice notice -> notice.data().toString();
                    case ServerMessage.Ack ack -> "ack " + ack.id();
                    case ServerMessage.Happened happened -> happened.offset() + "";
                    default -> throw new IllegalArgumentException("not of these tests: " + message);
                };
        return (format == WireFormat.JSON ? text : "cbor " + text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Inbound opened(Socket socket, Optional<String> token) {
        Opened next = new Opened(socket, token, new LinkedBlockingQueue<>(), new CountDownLatch(1));
        if (accepts) {
            socket.accepted();
        }
        opened.add(next);
        return new Inbound() {
            @Override
            public void received(byte[] message) {
                next.received.add(message);
            }

            @Override
            public void closed() {
                next.gone.countDown();
            }
        };
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Counting extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf bytes && bytes.isReadable()) {
                writes.incrementAndGet();
            }
            ctx.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes.incrementAndGet();
            ctx.flush();
        }
    }

    @ChannelHandler.Sharable
    private static final class NotFound extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            boolean request = message instanceof HttpRequest;
            ReferenceCountUtil.release(message);
            if (request) {
                var response =
                        new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
                response.headers().set("content-length", 0);
                ctx.writeAndFlush(response);
            }
        }
    }
}
