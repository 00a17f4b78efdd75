package coffee.crema.realtime.adapter.redisson;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.redisson.client.DefaultNettyHook;
import org.redisson.client.RedisConnection;
import org.redisson.client.RedisPubSubConnection;
import org.redisson.client.handler.CommandPubSubDecoder;
import org.redisson.client.handler.PingConnectionHandler;

/// Watches connections that carry subscriptions in Redisson's place.
///
/// Redisson's decoder loses the message that follows a pong in one read, so no PING may go over such a connection. Instead the link publishes
/// a pulse to itself every 500 ms: a connection that hears nothing for longer is dead, and closing it makes Redisson subscribe again.
final class PubSubWatch extends DefaultNettyHook {
    private final long silenceMs;
    private final Runnable closed;

    /// @param closed told each time a silent connection is closed
    PubSubWatch(long silenceMs, Runnable closed) {
        this.silenceMs = silenceMs;
        this.closed = closed;
    }

    @Override
    public void afterChannelInitialization(Channel channel) {
        if (channel.pipeline().get(CommandPubSubDecoder.class) == null) {
            return;
        }
        if (channel.pipeline().get(PingConnectionHandler.class) != null) {
            channel.pipeline().remove(PingConnectionHandler.class);
        }
        channel.pipeline().addFirst(new SilenceHandler(silenceMs, closed));
    }

    private static final class SilenceHandler extends IdleStateHandler {
        private final Runnable closed;

        SilenceHandler(long silenceMs, Runnable closed) {
            super(silenceMs, 0, 0, TimeUnit.MILLISECONDS);
            this.closed = closed;
        }

        @Override
        protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
            if (carriesSubscriptions(context.channel())) {
                closed.run();
                var _ = context.close();
            }
        }

        /// A spare connection of the pool hears nothing by right.
        private static boolean carriesSubscriptions(Channel channel) {
            return RedisConnection.getFrom(channel) instanceof RedisPubSubConnection connection
                    && (!connection.getChannels().isEmpty()
                            || !connection.getShardedChannels().isEmpty());
        }
    }
}
