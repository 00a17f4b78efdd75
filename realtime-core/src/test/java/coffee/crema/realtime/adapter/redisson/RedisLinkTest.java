package coffee.crema.realtime.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.testing.PongProxy;
import coffee.crema.realtime.testing.RedisNode;
import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.time.Scheduler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLinkTest {
    private RedisServer redis;

    @BeforeEach
    void open() {
        redis = RedisServer.start();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    private static void publish(RedisNode node, String topic, String message) {
        var call =
                new LuaCall("redis.call(ARGV[1], ARGV[2], ARGV[3]) return {}")
                        .key(topic)
                        .argument(node.link.publishCommand())
                        .argument(topic)
                        .argument(message);
        node.link.run(call).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    }

    @Test
    void no_message_is_lost_around_a_pong() throws Exception {
        try (var proxy = PongProxy.to(redis.port());
                var publisher = RedisNode.at(redis.uri());
                var reader = RedisNode.at(RedisServer.uri(proxy.port()))) {
            List<String> heard = new CopyOnWriteArrayList<>();
            TopicSubscription subscription =
                    reader.link.subscribe(
                            "numbers",
                            message -> heard.add(new String(message, StandardCharsets.UTF_8)),
                            () -> {});
            subscription.active().toCompletableFuture().get(5, TimeUnit.SECONDS);
            var sent = new AtomicInteger();
            Scheduler.Cancellable load =
                    publisher.scheduler.every(
                            Duration.ofMillis(20),
                            () -> publish(publisher, "numbers", "" + sent.incrementAndGet()));
            // Pings would go every second.
            await().atMost(Duration.ofSeconds(20)).until(() -> sent.get() >= 180);
            load.cancel();
            int last = sent.get();
            await().until(() -> heard.contains("" + last));
            assertThat(heard)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, last).mapToObj(i -> "" + i).toList());
            assertThat(proxy.pongs()).isZero();
        }
    }

    @Test
    void its_listeners_hear_of_an_outage_and_of_its_end_once() {
        try (var node = RedisNode.at(redis.uri())) {
            List<String> heard = new CopyOnWriteArrayList<>();
            node.link.listen(
                    new RedisLink.Listener() {
                        @Override
                        public void up() {
                            heard.add("up");
                        }

                        @Override
                        public void down() {
                            heard.add("down");
                        }
                    });
            redis.kill();
            await().atMost(Duration.ofSeconds(2)).until(() -> heard.equals(List.of("down")));
            assertThat(node.link.isUp()).isFalse();
            redis.restart();
            await().atMost(Duration.ofSeconds(2)).until(node.link::isUp);
            assertThat(heard).containsExactly("down", "up");
            assertThat(node.count("crema.redis.lost")).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_takes_no_writes_counts_as_away() {
        try (var node = RedisNode.at(redis.uri())) {
            redis.command("REPLICAOF 127.0.0.1 1");
            await().atMost(Duration.ofSeconds(3)).until(() -> !node.link.isUp());
            redis.command("REPLICAOF NO ONE");
            await().atMost(Duration.ofSeconds(3)).until(node.link::isUp);
        }
    }

    @Test
    void a_password_is_used_and_never_said() {
        redis.command("CONFIG SET requirepass open-sesame");
        URI right = URI.create("redis://:open-sesame@127.0.0.1:" + redis.port() + "/3");
        try (var node = RedisNode.at(right)) {
            assertThat(node.link.isUp()).isTrue();
            assertThat(node.link.settings().toString()).doesNotContain("open-sesame");
        }
        URI wrong = URI.create("redis://:open-barley@127.0.0.1:" + redis.port());
        assertThatThrownBy(() ->
                        RedisNode.at(
                                wrong, settings -> settings.withConnectPatience(Duration.ZERO)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("redis://127.0.0.1:" + redis.port())
                .hasMessageNotContaining("open-barley");
    }

    @Test
    void without_redis_a_link_does_not_open_and_says_where_it_looked() {
        redis.kill();
        assertThatThrownBy(() ->
                        RedisNode.at(
                                redis.uri(),
                                settings -> settings.withConnectPatience(Duration.ofMillis(300))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "Redis does not answer at redis://127.0.0.1:" + redis.port());
        redis.restart();
    }
}
