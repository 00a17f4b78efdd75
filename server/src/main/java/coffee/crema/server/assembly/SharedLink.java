package coffee.crema.server.assembly;

import coffee.crema.realtime.adapter.redisson.RedisLink;
import java.util.Optional;

/// The link to Redis, if this node has one.
public record SharedLink(Optional<RedisLink> redis) implements AutoCloseable {

    @Override
    public void close() {
        redis.ifPresent(RedisLink::close);
    }
}
