package coffee.crema.server.assembly;

import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.adapter.redisson.RedisSettings;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
import coffee.crema.realtime.broker.adapter.redisson.RedisBroker;
import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.limit.adapter.memory.MemoryRateLimiter;
import coffee.crema.realtime.limit.adapter.redisson.RedisRateLimiter;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.node.adapter.memory.SingleNodeDirectory;
import coffee.crema.realtime.node.adapter.redisson.RedisNodeDirectory;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.chat.ChatStore;
import coffee.crema.rooms.chat.ForgettingBroker;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What the nodes of a cluster share in Redis, and a node alone keeps in memory.
@Factory
final class FabricFactory {
    private static final int NODE_ID_BYTES = 8;
    private static final int LIMITED_KEYS_MAX = 100_000;

    @Singleton
    NodeId self(SecureRandom random) {
        byte[] bits = new byte[NODE_ID_BYTES];
        random.nextBytes(bits);
        return new NodeId("n-" + HexFormat.of().formatHex(bits));
    }

    @Singleton
    @Bean(preDestroy = "close")
    SharedLink link(Settings settings, Scheduler scheduler, MeterRegistry meters) {
        return new SharedLink(
                settings.redis()
                        .map(redis -> RedisSettings.of(URI.create(redis.uri())))
                        .map(redis -> RedisLink.open(redis, scheduler, meters)));
    }

    @Singleton
    @Bean(preDestroy = "close")
    Broker broker(
            SharedLink link,
            Database database,
            ChatStore chat,
            WireMapper mapper,
            Scheduler scheduler,
            SecureRandom random,
            MeterRegistry meters) {
        Broker broker =
                link.redis()
                        .<Broker>map(redis -> new RedisBroker(redis, meters))
                        .orElseGet(() ->
                                new MemoryBroker(
                                        scheduler, random, MemoryBrokerLimits.defaults(), meters));
        return new ForgettingBroker(broker, database, chat, mapper);
    }

    @Singleton
    @Bean(preDestroy = "close")
    NodeDirectory nodes(NodeId self, SharedLink link, MeterRegistry meters) {
        return link.redis()
                .<NodeDirectory>map(redis -> new RedisNodeDirectory(self, redis, meters))
                .orElseGet(() -> new SingleNodeDirectory(self));
    }

    @Singleton
    RateLimiter limiter(SharedLink link, Scheduler scheduler, MeterRegistry meters) {
        var ownShare = new MemoryRateLimiter(scheduler, LIMITED_KEYS_MAX, meters);
        return link.redis()
                .<RateLimiter>map(redis -> new RedisRateLimiter(redis, ownShare, meters))
                .orElse(ownShare);
    }
}
