package coffee.crema.realtime.adapter.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits behind an HTTP codec for requests to the door, and for the first request of any kind: a connection that trickles in bytes is closed.
final class UpgradeWatch extends ChannelInboundHandlerAdapter {
    private final WebSocketDoor door;
    private @Nullable Future<?> timeout;

    UpgradeWatch(WebSocketDoor door) {
        this.door = door;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            startTimeout(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        startTimeout(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            stopTimeout();
            if (door.entrance().leadsTo(request.uri())) {
                door.install(ctx, request);
                return;
            }
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopTimeout();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close has closed
    private void startTimeout(ChannelHandlerContext ctx) {
        if (timeout == null) {
            long waitMs = door.settings().admission().handshakeTimeout().toMillis();
            timeout =
                    ctx.executor()
                            .schedule(
                                    () -> {
                                        door.metrics().refused("timeout");
                                        ctx.close();
                                    },
                                    waitMs,
                                    TimeUnit.MILLISECONDS);
        }
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }
}
