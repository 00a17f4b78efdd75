package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.Outcomes.code;
import static coffee.crema.tastings.session.TastingWorld.await;
import static coffee.crema.tastings.session.TastingWorld.sample;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Where a session is, and who moves it.
abstract class ClockContract extends SessionContract {
    @Test
    void only_a_host_moves_and_of_two_who_move_the_same_moment_one_does() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        var move = new TastingCommand.Move(id, 0, "next");
        assertThat(code(() -> world.conduct.move(world.by(ANN), move)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(() -> world.conduct.move(world.by(ASSI), move)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        var done = await(world.conduct.move(world.by(HANA, "k"), move));
        assertThat(done.moment().step()).isEqualTo("dry");
        assertThat(await(world.conduct.move(world.by(HANA, "k"), move))).isEqualTo(done);
        assertThat(code(() -> world.conduct.move(world.by(HANA), move)))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void of_two_nodes_one_makes_the_due_step() {
        List<TastingId> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TastingId id = world.create(HANA, room, sample("S" + i));
            world.next(HANA, id);
            world.next(HANA, id);
            ids.add(id);
        }
        world.time.advance(Duration.ofMinutes(4));
        for (TastingId id : ids) {
            var here = world.steps.step(id).toCompletableFuture();
            var there = other.steps.step(id).toCompletableFuture();
            assertThat(Stream.of(await(here), await(there)).filter(made -> made)).hasSize(1);
            assertThat(world.step(ANN, id)).isEqualTo(Step.BREAK);
            assertThat(
                            world.replay(ANN, id).stream()
                                    .filter(e -> e.event().equals("tasting.moved")))
                    .hasSize(3);
        }
    }

    @Test
    void the_clock_carries_a_session_on_to_the_cooling_and_tells_that_time_is_over() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        world.steps.start();
        other.steps.start();
        world.next(HANA, id);
        world.next(HANA, id);
        long t0 = world.see(ANN, id).moment().startedAtMs();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    world.time.advance(Duration.ofSeconds(2));
                    return world.step(ANN, id) == Step.COOL;
                });
        assertThat(world.see(ANN, id).moment().startedAtMs())
                .isEqualTo(t0 + Duration.ofMinutes(18).toMillis());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    world.time.advance(Duration.ofSeconds(10));
                    return world.replay(ANN, id).stream()
                            .anyMatch(e -> e.event().equals("tasting.time-over"));
                });
        assertThat(world.step(ANN, id)).isEqualTo(Step.COOL);
        assertThat(world.replay(ANN, id).stream().filter(e -> e.event().equals("tasting.moved")))
                .hasSize(7);
    }
}
