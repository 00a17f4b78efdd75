package coffee.crema.realtime.adapter.redisson;

import io.netty.channel.epoll.Epoll;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.TransportMode;

/// Redisson with the settings under which it comes back within a second. Its defaults need up to a minute.
final class TunedRedisson {
    /// How many topics one node can subscribe to; all on one connection, whose silence the pulse makes visible.
    static final int SUBSCRIPTIONS_MAX = 100_000;

    private static final int POOL = 8;
    private static final Duration RECONNECT = Duration.ofMillis(100);
    private static final int PING_MS = 1_000;
    private static final int CONNECT_MS = 1_000;
    static final int SUBSCRIBE_MS = 2_000;

    private TunedRedisson() {}

    /// Blocks until Redis answers, at most the settings' `connectPatience`.
    ///
    /// @throws IllegalStateException Redis does not answer, said with its address and the reason
    static RedissonClient connect(RedisSettings settings, PubSubWatch watch) {
        long deadline = System.nanoTime() + settings.connectPatience().toNanos();
        while (true) {
            try {
                return Redisson.create(config(settings, watch));
            } catch (RedisConnectionException | RedisTimeoutException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new IllegalStateException(
                            "Redis does not answer at "
                                    + settings.address()
                                    + ": "
                                    + e.getMessage(),
                            e);
                }
                LockSupport.parkNanos(RECONNECT.toNanos());
            }
        }
    }

    private static Config config(RedisSettings settings, PubSubWatch watch) {
        var config = new Config();
        config.setCodec(ByteArrayCodec.INSTANCE)
                .setTransportMode(Epoll.isAvailable() ? TransportMode.EPOLL : TransportMode.NIO)
                .setNettyThreads(2)
                .setThreads(2)
                .setExecutor(new DirectExecutor())
                .setNettyHook(watch)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        int timeoutMs = Math.toIntExact(settings.commandTimeout().toMillis());
        SingleServerConfig server =
                config.useSingleServer()
                        .setAddress(settings.address())
                        .setDatabase(settings.database())
                        .setConnectionPoolSize(POOL)
                        .setConnectionMinimumIdleSize(2)
                        .setSubscriptionConnectionPoolSize(2)
                        .setSubscriptionConnectionMinimumIdleSize(1)
                        .setDnsMonitoringInterval(5_000);
        // No retries: a repeated publish would be a duplicate. Who calls decides.
        server.setRetryAttempts(0)
                .setRetryDelay(new ConstantDelay(RECONNECT))
                .setReconnectionDelay(new ConstantDelay(RECONNECT))
                .setTimeout(timeoutMs)
                .setConnectTimeout(CONNECT_MS)
                .setPingConnectionInterval(PING_MS)
                .setSubscriptionTimeout(SUBSCRIBE_MS)
                .setSubscriptionsPerConnection(SUBSCRIPTIONS_MAX + 100);
        credentials(settings.uri(), config);
        return config;
    }

    private static void credentials(URI uri, Config config) {
        String info = uri.getUserInfo();
        if (info == null) {
            return;
        }
        int colon = info.indexOf(':');
        if (colon > 0) {
            config.setUsername(info.substring(0, colon));
        }
        config.setPassword(info.substring(colon + 1));
    }
}
