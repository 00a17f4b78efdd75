package coffee.crema.presence.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.presence.Device;
import coffee.crema.presence.PresenceTable;
import coffee.crema.presence.PresenceTableContract;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.adapter.redisson.RedisSettings;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisPresenceTableTest extends PresenceTableContract {
    private static RedisServer redis;
    private static SystemScheduler scheduler;
    private static RedisLink link;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        scheduler = new SystemScheduler("presence-test");
        link = RedisLink.open(RedisSettings.of(redis.uri()), scheduler, new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        link.close();
        scheduler.close();
        redis.close();
    }

    @Override
    protected PresenceTable table() {
        return new RedisPresenceTable(link);
    }

    @Test
    void a_redis_that_lost_its_memory_begins_another_epoch() throws Exception {
        var room = new RoomId("lost");
        var device =
                new Device(
                        new Device.Key(new UserId("ann"), "r"),
                        new NodeId("n"),
                        "Ann",
                        "host",
                        1,
                        0);
        var before = table().put(room, device).toCompletableFuture().get(5, TimeUnit.SECONDS);

        redis.kill();
        assertThatThrownBy(() -> table().load(room).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(BrokerUnavailableException.class);
        redis.restart();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(link::isUp);

        var after = table().load(room).toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(after.version().epoch()).isNotEqualTo(before.version().epoch());
        assertThat(after.devices()).isEmpty();
    }
}
