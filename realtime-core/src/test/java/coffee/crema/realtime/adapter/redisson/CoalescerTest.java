package coffee.crema.realtime.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.testing.RedisNode;
import coffee.crema.realtime.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoalescerTest {
    private static final int ITEM_BYTES = 10;
    private static final Coalescer.Limits LIMITS =
            new Coalescer.Limits(20, 10_000, 8, 10_000, 1, Duration.ofMillis(400));

    private RedisServer redis;
    private RedisNode node;
    private final List<List<Integer>> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();

    @BeforeEach
    void open() {
        redis = RedisServer.start();
        node = RedisNode.at(redis.uri());
    }

    @AfterEach
    void close() {
        node.close();
        redis.close();
    }

    private record Wanted(int value, int bytes, CompletableFuture<Void> outcome)
            implements Coalescer.Item {
        @Override
        public void fail(RedisAwayException reason) {
            outcome.completeExceptionally(reason);
        }
    }

    private Coalescer<Wanted> coalescer(Coalescer.Limits limits) {
        return new Coalescer<>("test", node.link, node.meters, limits, this::send);
    }

    private synchronized CompletionStage<Void> send(List<Wanted> batch) {
        sent.add(batch.stream().map(Wanted::value).toList());
        var answer = new CompletableFuture<Void>();
        answers.add(answer);
        return answer.thenRun(() -> batch.forEach(number -> number.outcome().complete(null)));
    }

    private static Wanted offer(Coalescer<Wanted> coalescer, int value, int bytes) {
        var number = new Wanted(value, bytes, new CompletableFuture<>());
        coalescer.offer(number);
        return number;
    }

    private double failures(String reason) {
        return node.count("crema.redis.failures", "queue", "test", "reason", reason);
    }

    @Test
    void what_comes_while_a_call_is_under_way_goes_with_the_next_in_order() {
        try (var coalescer = coalescer(LIMITS)) {
            IntStream.range(0, 12).forEach(i -> offer(coalescer, i, ITEM_BYTES));
            assertThat(sent).containsExactly(List.of(0));
            answers.get(0).complete(null);
            assertThat(sent)
                    .hasSize(2)
                    .last()
                    .isEqualTo(IntStream.rangeClosed(1, 8).boxed().toList());
            answers.get(1).complete(null);
            assertThat(sent).hasSize(3).last().isEqualTo(List.of(9, 10, 11));
        }
    }

    @Test
    void a_call_carries_a_bounded_number_of_bytes_but_always_one_item() {
        try (var coalescer =
                coalescer(new Coalescer.Limits(20, 10_000, 8, 100, 1, Duration.ofMillis(400)))) {
            offer(coalescer, 0, ITEM_BYTES);
            offer(coalescer, 1, 60);
            offer(coalescer, 2, 60);
            offer(coalescer, 3, 5_000);
            for (int i = 0; i < 3; i++) {
                answers.get(i).complete(null);
            }
            assertThat(sent).containsExactly(List.of(0), List.of(1), List.of(2), List.of(3));
        }
    }

    @Test
    void what_does_not_fit_is_refused_at_once_and_counted() {
        try (var coalescer = coalescer(LIMITS)) {
            List<Wanted> offered =
                    IntStream.range(0, 23).mapToObj(i -> offer(coalescer, i, ITEM_BYTES)).toList();
            assertThat(offered.get(20).outcome()).isNotDone();
            assertThat(offered.get(21).outcome()).isCompletedExceptionally();
            assertThat(offered.get(22).outcome()).isCompletedExceptionally();
            answers.get(0).complete(null);
            assertThat(offer(coalescer, 23, 10_001).outcome())
                    .as("too many bytes")
                    .isCompletedExceptionally();
            assertThat(failures("full")).isEqualTo(3);
        }
    }

    @Test
    void what_has_no_answer_in_time_fails_and_a_call_that_never_ends_gives_up_its_place() {
        try (var coalescer = coalescer(LIMITS)) {
            Wanted unanswered = offer(coalescer, 0, ITEM_BYTES);
            Wanted unsent = offer(coalescer, 1, ITEM_BYTES);
            await().until(() -> unanswered.outcome().isCompletedExceptionally());
            await().until(() -> unsent.outcome().isCompletedExceptionally());
            offer(coalescer, 2, ITEM_BYTES);
            // The second one may have got the place of the first just before its own time was over.
            await().until(() -> List.of(2).equals(sent.getLast()));
            assertThat(sent.getFirst()).containsExactly(0);
        }
    }

    @Test
    void nothing_is_sent_while_redis_is_away() {
        try (var coalescer =
                coalescer(new Coalescer.Limits(20, 10_000, 8, 100, 1, Duration.ofSeconds(10)))) {
            redis.kill();
            await().until(() -> !node.link.isUp());
            offer(coalescer, 0, ITEM_BYTES);
            offer(coalescer, 1, ITEM_BYTES);
            assertThat(sent).isEmpty();
            redis.restart();
            await().untilAsserted(() -> assertThat(sent).containsExactly(List.of(0, 1)));
        }
    }

    @Test
    void what_waits_fails_when_it_is_closed_and_so_does_what_comes_later() {
        var coalescer = coalescer(LIMITS);
        offer(coalescer, 0, ITEM_BYTES);
        Wanted waiting = offer(coalescer, 1, ITEM_BYTES);
        coalescer.close();
        assertThat(waiting.outcome()).isCompletedExceptionally();
        assertThat(offer(coalescer, 2, ITEM_BYTES).outcome()).isCompletedExceptionally();
    }
}
