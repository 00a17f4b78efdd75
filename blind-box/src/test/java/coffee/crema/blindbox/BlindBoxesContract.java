package coffee.crema.blindbox;

import static coffee.crema.blindbox.BlindBoxShop.HOST;
import static coffee.crema.blindbox.BlindBoxShop.await;
import static coffee.crema.blindbox.BlindBoxShop.code;
import static coffee.crema.blindbox.BlindBoxShop.coffee;
import static coffee.crema.blindbox.BlindBoxShop.coffees;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.blindbox.BlindBoxShop.Heard;
import coffee.crema.realtime.wire.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What blind boxes promise, on any store; here: the course of a reveal.
abstract class BlindBoxesContract extends StandingsContract {

    @Test
    void a_reveal_from_its_schedule_to_its_results() {
        BlindBoxView box = shop.schedule(node, ORDER, 3);
        assertThat(box.commitments()).hasSize(3).allMatch(one -> one.commitment().length() == 64);
        assertThat(box.revealed()).isEmpty();
        joined(ANN, BOB);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "c-1", "c-2", "c-3");
        shop.guess(node, BOB, ORDER, "c-1", "c-1", "c-1");
        lifecycle("lock");
        long startMs = shop.time.millis();
        lifecycle("start");
        assertThat(last("reveal-starting").data().path("countdown").asInt()).isEqualTo(10);
        seconds(12.999);
        assertThat(names()).doesNotContain("coffee-revealed");
        seconds(30);
        List<Heard> coffees =
                shop.heard().stream().filter(one -> one.name().equals("coffee-revealed")).toList();
        assertThat(coffees).hasSize(3);
        for (int i = 1; i <= 3; i++) {
            Heard one = coffees.get(i - 1);
            long dueMs = startMs + 10_000 + 3_000L * i;
            assertThat(one.atMs()).isEqualTo(dueMs);
            assertThat(one.data().path("displayAt").asLong()).isEqualTo(dueMs + 500);
            assertThat(one.data().path("position").asInt()).isEqualTo(i);
            assertThat(one.data().path("totalCount").asInt()).isEqualTo(3);
            assertThat(one.data().at("/coffee/name").asText()).isEqualTo("SECRET-" + i);
        }
        Heard complete = last("reveal-complete");
        assertThat(complete.data().at("/results/topPerformers"))
                .isEqualTo(complete.data().path("leaderboard"));
        assertThat(complete.data().at("/leaderboard/0/userId").asText()).isEqualTo("ann");
        assertThat(complete.data().at("/leaderboard/0/accuracy").asDouble()).isEqualTo(100);
        assertThat(complete.data().at("/leaderboard/1/correctCount").asInt()).isEqualTo(1);
        assertThat(complete.data().at("/results/averageAccuracy").asDouble()).isEqualTo(66.7);
        List<Long> seqs =
                shop.heard().stream().map(one -> one.data().path("seq").asLong()).toList();
        for (int i = 0; i < seqs.size(); i++) {
            assertThat(seqs.get(i)).isEqualTo(i + 1);
        }
        assertThat(names())
                .containsSubsequence(
                        "blindbox.scheduled",
                        "blindbox.opened",
                        "blindbox.locked",
                        "reveal-starting",
                        "coffee-revealed",
                        "reveal-complete");
        assertThat(shop.see(node, ANN, ORDER).own().result().rank()).isEqualTo(1);
    }

    @Test
    void a_pause_is_honoured_to_the_millisecond_and_only_between_coffees() {
        shop.schedule(node, ORDER, 3);
        lifecycle("start");
        assertThat(
                        code(() ->
                                node.conduct.pause(
                                        node.by(HOST), new BlindBoxCommand.Pause(ORDER, null))))
                .isEqualTo(ErrorCode.CONFLICT);
        long startMs = shop.time.millis();
        seconds(14.234);
        lifecycle("pause");
        seconds(100.777);
        assertThat(names()).containsOnlyOnce("coffee-revealed");
        lifecycle("resume");
        assertThat(last("blindbox.resumed").data().path("nextAt").asLong())
                .isEqualTo(startMs + 16_000 + 100_777);
        seconds(1.765);
        assertThat(names()).containsOnlyOnce("coffee-revealed");
        seconds(0.001);
        assertThat(names().stream().filter(n -> n.equals("coffee-revealed"))).hasSize(2);
        assertThat(last("coffee-revealed").atMs()).isEqualTo(startMs + 16_000 + 100_777);
    }

    @Test
    void it_is_aborted_before_the_first_coffee_and_after_it_only_when_that_is_said() {
        shop.schedule(node, ORDER, 3);
        lifecycle("start");
        seconds(13);
        assertThat(
                        code(() ->
                                node.conduct.abort(
                                        node.by(HOST),
                                        new BlindBoxCommand.Abort(ORDER, null, null))))
                .isEqualTo(ErrorCode.CONFLICT);
        abort(true);
        seconds(60);
        assertThat(names()).doesNotContain("reveal-complete").endsWith("blindbox.aborted");
        assertThat(names()).containsOnlyOnce("coffee-revealed");
    }

    @Test
    void a_box_that_is_aborted_early_voids_its_guesses() {
        shop.schedule(node, ORDER, 3);
        joined(ANN);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "c-1");
        abort(null);
        seconds(60);
        assertThat(names()).doesNotContain("coffee-revealed").doesNotContain("reveal-complete");
        assertThat(shop.see(node, ANN, ORDER).state()).isEqualTo("aborted");
    }

    @Test
    void finishing_shows_the_rest_at_once() {
        shop.schedule(node, ORDER, 4);
        joined(ANN);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "c-1", "c-2", "c-3", "c-4");
        lifecycle("lock");
        lifecycle("start");
        seconds(13);
        lifecycle("pause");
        lifecycle("finish");
        assertThat(names().stream().filter(n -> n.equals("coffee-revealed"))).hasSize(4);
        assertThat(names()).endsWith("reveal-complete");
        assertThat(shop.see(node, ANN, ORDER).results().participants()).isEqualTo(1);
    }

    @Test
    void what_came_due_while_no_node_was_up_comes_as_a_snapshot_and_the_timetable_goes_on() {
        shop.schedule(node, ORDER, 5);
        long startMs = shop.time.millis();
        lifecycle("start");
        seconds(13.5);
        node.close();
        seconds(6.6);
        node = shop.node();
        seconds(0.3);
        Heard caughtUp = last("blindbox.caught-up");
        assertThat(caughtUp.data().path("revealed")).hasSize(3);
        assertThat(caughtUp.data().path("nextAt").asLong()).isEqualTo(startMs + 22_000);
        seconds(1.7);
        assertThat(last("coffee-revealed").atMs()).isEqualTo(startMs + 22_000);
        seconds(10);
        assertThat(shop.see(node, HOST, ORDER).revealed())
                .extracting(RevealedCoffee::position)
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void it_runs_by_itself_from_the_times_it_was_given() {
        long nowMs = shop.time.millis();
        var timed =
                new BlindBoxCommand.Schedule(
                        ORDER,
                        null,
                        coffees(2),
                        null,
                        2,
                        1,
                        nowMs + 1_000,
                        nowMs + 5_000,
                        nowMs + 6_000,
                        true,
                        null,
                        null);
        await(node.schedules.schedule(node.by(HOST), timed));
        joined(ANN);
        seconds(1);
        shop.guess(node, ANN, ORDER, "c-1");
        seconds(4);
        assertThat(shop.see(node, ANN, ORDER).state()).isEqualTo("locked");
        seconds(10);
        assertThat(last("coffee-revealed").atMs()).isEqualTo(nowMs + 6_000 + 2_000 + 2_000);
        assertThat(shop.see(node, ANN, ORDER).state()).isEqualTo("complete");
    }

    @Test
    void several_nodes_tell_everything_once() {
        for (int i = 0; i < 3; i++) {
            shop.node();
        }
        shop.schedule(node, ORDER, 5);
        lifecycle("start");
        seconds(40);
        assertThat(names().stream().filter(n -> n.equals("coffee-revealed"))).hasSize(5);
        assertThat(names()).containsOnlyOnce("reveal-complete");
    }
}
