package coffee.crema.realtime.testing;

import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.adapter.redisson.RedisSettings;
import coffee.crema.realtime.broker.adapter.redisson.RedisBroker;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// What one node has of Redis: two of them in one JVM are two nodes.
public final class RedisNode implements AutoCloseable {
    public final MeterRegistry meters = new SimpleMeterRegistry();
    public final SystemScheduler scheduler = new SystemScheduler("test-scheduler");
    public final RedisLink link;
    public final RedisBroker broker;

    private RedisNode(RedisSettings settings) {
        this.link = RedisLink.open(settings, scheduler, meters);
        this.broker = new RedisBroker(link, meters);
    }

    public static RedisNode at(URI uri) {
        return at(uri, settings -> settings);
    }

    public static RedisNode at(URI uri, UnaryOperator<RedisSettings> change) {
        return new RedisNode(
                change.apply(RedisSettings.of(uri).withConnectPatience(Duration.ofSeconds(5))));
    }

    /// The value of a counter, 0 when there is none yet.
    public double count(String counter, String... tags) {
        var found = meters.find(counter).tags(tags).counter();
        return found == null ? 0 : found.count();
    }

    @Override
    public void close() {
        broker.close();
        link.close();
        scheduler.close();
    }
}
