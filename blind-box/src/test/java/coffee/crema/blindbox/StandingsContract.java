package coffee.crema.blindbox;

import static coffee.crema.blindbox.BlindBoxShop.HOST;
import static coffee.crema.blindbox.BlindBoxShop.await;
import static coffee.crema.blindbox.BlindBoxShop.code;
import static coffee.crema.blindbox.BlindBoxShop.coffees;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.blindbox.BlindBoxShop.Heard;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What {@link BlindBoxesContract} asks of ranks, streaks and boards.
abstract class StandingsContract extends GuessingContract {

    @Test
    void ranks_are_shared_streaks_go_on_and_whoever_keeps_out_has_no_name() {
        for (int box = 1; box <= 2; box++) {
            OrderId order = new OrderId("box-" + box);
            shop.schedule(node, order, 5);
            for (Principal one : List.of(ANN, BOB, CAT, DAN)) {
                shop.join(node, one, order);
            }
            await(node.conduct.open(node.by(HOST), new BlindBoxCommand.Open(order, null)));
            shop.guess(node, ANN, order, "c-1", "c-2", "c-3", "c-4", "c-5");
            shop.guess(node, BOB, order, "c-1", "c-2", "c-3", "x", "x");
            shop.guess(node, CAT, order, "c-1", "c-2", "c-3", "x", "x");
            shop.guess(node, DAN, order, "c-1", "c-2", "x", "x", "x");
            await(node.conduct.lock(node.by(HOST), new BlindBoxCommand.Lock(order, null)));
            await(node.guessing.hideName(node.by(CAT), new BlindBoxCommand.HideName(true)));
            await(node.conduct.start(node.by(HOST), new BlindBoxCommand.Start(order, null)));
            seconds(30);
        }
        var second = new OrderId("box-2");
        var best = shop.see(node, BOB, second).results().topPerformers();
        assertThat(best).extracting(BlindBoxView.Performer::rank).containsExactly(1L, 2L, 2L, 4L);
        assertThat(best).extracting(BlindBoxView.Performer::streak).containsExactly(2, 2, 2, 0);
        assertThat(best)
                .extracting(BlindBoxView.Performer::userId)
                .contains("bob")
                .doesNotContain("cat");
        var board = board(BOB, second, null);
        assertThat(board.size()).isEqualTo(4);
        assertThat(board.ranked())
                .extracting(BlindBoxAnswer.Ranked::rank)
                .containsExactly(1L, 2L, 2L, 4L);
        assertThat(board(CAT, second, null).ranked())
                .extracting(BlindBoxAnswer.Ranked::userId)
                .contains("cat");
        for (String over : List.of("all-time", "season")) {
            var ranked = board(ANN, null, over).ranked();
            assertThat(ranked.getFirst().userId()).isEqualTo("ann");
            assertThat(ranked.getFirst().points()).isBetween(1_990.0, 2_000.0);
        }
        await(node.guessing.hideName(node.by(ANN), new BlindBoxCommand.HideName(true)));
        String replay =
                new String(
                        BlindBoxNode.MAPPER.toJson(
                                await(
                                        node.views.replay(
                                                node.by(BOB),
                                                new BlindBoxCommand.Replay(second, null, null)))),
                        StandardCharsets.UTF_8);
        assertThat(replay).contains("The bob").doesNotContain("ann").doesNotContain("cat");
    }

    private BlindBoxAnswer.Leaderboard board(
            Principal who, @Nullable OrderId order, @Nullable String over) {
        return await(
                node.leaderboards.leaderboard(
                        node.by(who),
                        new BlindBoxCommand.Leaderboard(order, over, null, null, order != null)));
    }

    @Test
    void standings_are_told_as_changes_when_that_was_asked_for() {
        await(node.schedules.schedule(node.by(HOST), BlindBoxShop.ask(ORDER, true, coffees(2))));
        joined(ANN, BOB);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "x", "c-2");
        shop.guess(node, BOB, ORDER, "c-1", "x");
        lifecycle("lock");
        assertThat(
                        code(() ->
                                node.leaderboards.leaderboard(
                                        node.by(ANN),
                                        new BlindBoxCommand.Leaderboard(
                                                ORDER, null, null, null, null))))
                .isEqualTo(ErrorCode.CONFLICT);
        lifecycle("start");
        seconds(13);
        Heard first = last("blindbox.standings");
        assertThat(first.data().at("/changed/0/userId").asText()).isEqualTo("bob");
        assertThat(board(ANN, ORDER, null).ranked().getLast().userId()).isEqualTo("ann");
        seconds(10);
        assertThat(board(ANN, ORDER, null).ranked())
                .extracting(BlindBoxAnswer.Ranked::rank)
                .containsExactly(1L, 1L);
        List<Long> seqs = new ArrayList<>();
        shop.heard().forEach(one -> seqs.add(one.data().path("seq").asLong()));
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        assertThat(seqs.getLast()).isEqualTo(seqs.size());
    }
}
