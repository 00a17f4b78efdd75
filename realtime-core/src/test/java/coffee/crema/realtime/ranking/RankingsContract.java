package coffee.crema.realtime.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.ranking.Rankings.Ranked;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every {@link Rankings} keeps to.
public abstract class RankingsContract {
    protected final String board = "b-" + UUID.randomUUID();

    protected abstract Rankings rankings();

    private static final List<Entry> FIVE =
            List.of(
                    new Entry("eve", 70_000),
                    new Entry("bob", 86_250),
                    new Entry("ann", 86_250),
                    new Entry("cid", 90_000),
                    new Entry("dan", -3));

    @Test
    void ties_share_a_place_and_the_places_behind_them_are_left_out() {
        get(rankings().load(board, 1, FIVE));
        var window = get(rankings().window(board, 0, 10)).orElseThrow();
        assertThat(window.size()).isEqualTo(5);
        assertThat(window.ranked())
                .containsExactly(
                        new Ranked(1, "cid", 90_000),
                        new Ranked(2, "ann", 86_250),
                        new Ranked(2, "bob", 86_250),
                        new Ranked(4, "eve", 70_000),
                        new Ranked(5, "dan", -3));
    }

    @Test
    void a_window_is_a_part_with_the_places_of_the_whole() {
        get(rankings().load(board, 1, FIVE));
        assertThat(get(rankings().window(board, 2, 2)).orElseThrow().ranked())
                .containsExactly(new Ranked(2, "bob", 86_250), new Ranked(4, "eve", 70_000));
        assertThat(get(rankings().window(board, 5, 2)).orElseThrow().ranked()).isEmpty();
        assertThat(get(rankings().window(board, 1_000_000, 2)).orElseThrow().size()).isEqualTo(5);
    }

    @Test
    void somebody_and_those_around_them() {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            many.add(new Entry("m%04d".formatted(i), 1_000_000 - i / 2));
        }
        get(rankings().load(board, 1, many));
        var around = get(rankings().around(board, "m1201", 5)).orElseThrow();
        assertThat(around.size()).isEqualTo(2_500);
        assertThat(around.ranked()).hasSize(11);
        assertThat(around.ranked().get(5)).isEqualTo(new Ranked(1_201, "m1201", 999_400));
        assertThat(get(rankings().around(board, "m0001", 5)).orElseThrow().ranked())
                .hasSize(7)
                .startsWith(new Ranked(1, "m0000", 1_000_000), new Ranked(1, "m0001", 1_000_000));
        assertThat(get(rankings().around(board, "nobody", 5)).orElseThrow().ranked()).isEmpty();
    }

    @Test
    void a_board_that_is_not_known_is_not_an_empty_one() {
        assertThat(get(rankings().window(board, 0, 10))).isEmpty();
        assertThat(get(rankings().around(board, "ann", 5))).isEmpty();
        get(rankings().load(board, 1, List.of()));
        assertThat(get(rankings().window(board, 0, 10)).orElseThrow().size()).isZero();
        assertThat(get(rankings().around(board, "ann", 5)).orElseThrow().ranked()).isEmpty();
    }

    @Test
    void an_older_version_does_not_take_the_place_of_a_newer_one() {
        get(rankings().load(board, 2, List.of(new Entry("new", 2))));
        get(rankings().load(board, 1, List.of(new Entry("old", 1))));
        assertThat(get(rankings().window(board, 0, 10)).orElseThrow().ranked())
                .containsExactly(new Ranked(1, "new", 2));
        get(rankings().load(board, 3, List.of()));
        assertThat(get(rankings().window(board, 0, 10)).orElseThrow().ranked()).isEmpty();
    }

    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
