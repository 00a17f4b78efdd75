package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerContract;
import coffee.crema.realtime.testing.RedisNode;
import coffee.crema.realtime.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// On Redis as installed; one node follows, another publishes.
class RedisBrokerContractTest extends BrokerContract {
    private static final int EVENTS_MAX = 100;

    private static RedisServer redis;
    private static RedisNode follower;
    private static RedisNode publisher;

    @BeforeAll
    static void open() {
        redis = RedisServer.start();
        follower = RedisNode.at(redis.uri(), settings -> settings.withStreamEventsMax(EVENTS_MAX));
        publisher = RedisNode.at(redis.uri(), settings -> settings.withStreamEventsMax(EVENTS_MAX));
    }

    @AfterAll
    static void close() {
        follower.close();
        publisher.close();
        redis.close();
    }

    @Override
    protected Broker broker() {
        return follower.broker;
    }

    @Override
    protected Broker publisher() {
        return publisher.broker;
    }

    @Override
    protected int eventsMax() {
        return EVENTS_MAX;
    }
}
