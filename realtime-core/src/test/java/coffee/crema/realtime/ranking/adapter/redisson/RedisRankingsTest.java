package coffee.crema.realtime.ranking.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.adapter.redisson.RedisSettings;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.ranking.Rankings;
import coffee.crema.realtime.ranking.RankingsContract;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisRankingsTest extends RankingsContract {
    private static RedisServer redis;
    private static SystemScheduler scheduler;
    private static RedisLink link;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        scheduler = new SystemScheduler("ranking-test");
        link = RedisLink.open(RedisSettings.of(redis.uri()), scheduler, new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        link.close();
        scheduler.close();
        redis.close();
    }

    @Override
    protected Rankings rankings() {
        return new RedisRankings(link);
    }

    @Test
    void a_redis_that_lost_its_memory_knows_no_board() {
        get(rankings().load(board, 1, List.of(new Rankings.Entry("ann", 1))));
        redis.kill();
        assertThatThrownBy(() -> get(rankings().window(board, 0, 1)))
                .hasCauseInstanceOf(BrokerUnavailableException.class);
        redis.restart();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(link::isUp);
        assertThat(get(rankings().window(board, 0, 1))).isEmpty();
    }
}
