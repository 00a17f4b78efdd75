package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.connection.Door;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A WebSocket transport, of `/ws` and of every other path that speaks frames: turns an HTTP connection of any Netty server into a {@link coffee.crema.realtime.connection.Socket} and brings it to a {@link Door}.
///
/// A server puts {@link #upgrades} right behind its HTTP codec. The codec must bound the request head ({@link #HEAD_BYTES_MAX}).
public final class WebSocketDoor {
    /// What the HTTP codec in front should accept as a request head, in bytes.
    public static final int HEAD_BYTES_MAX = Handshake.HEAD_LENGTH_MAX;

    private final Entrance entrance;
    private final DoorSettings settings;
    private final Door door;
    private final MessageEncoder encoder;
    private final Handshake handshake;
    private final DoorMetrics metrics;
    private final LargeMessages large;
    private final AtomicLong lastSocketId = new AtomicLong();
    private final Map<EventLoop, SocketLoop> loops = new ConcurrentHashMap<>();

    public WebSocketDoor(
            Entrance entrance,
            DoorSettings settings,
            OriginPolicy origins,
            Door door,
            MessageEncoder encoder,
            MeterRegistry meters) {
        this.entrance = entrance;
        this.settings = settings;
        this.door = door;
        this.encoder = encoder;
        this.handshake = new Handshake(origins, settings.outbound().compression(), entrance.only());
        this.metrics = new DoorMetrics(meters, entrance.meters());
        this.large =
                new LargeMessages(settings.inbound().largeBytesMax(), meters, entrance.meters());
    }

    /// A new handler for one connection, to be added right behind its HTTP codec: takes over requests for the entrance's path, passes on all others, and
    /// closes a connection that does not send a whole request head in time.
    public ChannelHandler upgrades() {
        return new UpgradeWatch(this);
    }

    /// Takes over the connection of an upgrade request: everything behind the HTTP codec is removed, then the request is answered, then the codec goes too.
    ///
    /// On the connection's loop, while the request's head is being read; the request is released. Refusals are answered and end the connection.
    ///
    /// @param ctx any context of a pipeline that holds an HTTP codec
    public void install(ChannelHandlerContext ctx, HttpRequest request) {
        ChannelPipeline pipeline = ctx.pipeline();
        ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
        if (codec == null) {
            codec = pipeline.context(HttpRequestDecoder.class);
        }
        if (codec == null) {
            throw new IllegalStateException("no HTTP codec in the pipeline");
        }
        UpgradeExchange exchange = new UpgradeExchange(this, handshake.answer(request));
        pipeline.addAfter(codec.name(), null, exchange);
        while (pipeline.last() != exchange) {
            pipeline.removeLast();
        }
        ctx.channel().config().setAutoRead(true);
        exchange.channelRead(pipeline.lastContext(), request);
    }

    /// Open sockets now.
    public int connections() {
        return metrics.connections.get();
    }

    Entrance entrance() {
        return entrance;
    }

    DoorSettings settings() {
        return settings;
    }

    Door door() {
        return door;
    }

    MessageEncoder encoder() {
        return encoder;
    }

    DoorMetrics metrics() {
        return metrics;
    }

    long nextSocketId() {
        return lastSocketId.incrementAndGet();
    }

    SocketLoop loopOf(EventLoop eventLoop) {
        return loops.computeIfAbsent(
                eventLoop, executor -> new SocketLoop(executor, settings, metrics, large));
    }
}
