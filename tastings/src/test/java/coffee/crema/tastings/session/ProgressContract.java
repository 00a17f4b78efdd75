package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.TastingWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.RawJson;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// How far the sheets are, as the staff is told.
abstract class ProgressContract extends SessionContract {

    @Test
    void many_marks_are_one_word_and_it_counts_by_cupper_and_by_sample() {
        TastingId id = sca("Kochere", "Huila");
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        score(ANN, id, code, 84.25);
        world.mark(BOB, id, code, "scores.flavor", 8);
        world.mark(BOB, id, code, "notes.flavor", "a secret of bob");
        assertThat(world.told).isEmpty();
        TastingNews.Progressed told = tick(id, 1);
        assertThat(told.complete()).isOne();
        assertThat(told.of()).isEqualTo(4);
        assertThat(told.samples())
                .filteredOn(one -> one.complete() > 0)
                .containsExactly(new TastingAnswer.SampleProgress(code, 1, 2));
        assertThat(told.cuppers())
                .containsExactly(
                        new TastingAnswer.CupperProgress("ann", 1, 2),
                        new TastingAnswer.CupperProgress("bob", 0, 2));
        assertThat(new RawJson(world.told.getFirst().json()).text())
                .doesNotContain("84.25", "8425", "Kochere", "Huila", "secret", "scores");
        assertThat(await(world.results.progress(world.by(ASSI), new TastingCommand.Progress(id))))
                .isEqualTo(
                        new TastingAnswer.Progress(
                                told.complete(), told.of(), told.samples(), told.cuppers()));
        assertThat(world.replay(HANA, id).stream().map(TastingAnswer.ReplayedEvent::event))
                .doesNotContain("tasting.progress");
    }

    @Test
    void another_score_of_a_complete_sheet_is_told_and_what_changes_nothing_is_not() {
        TastingId id = sca("Kochere");
        world.enter(ANN, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        score(ANN, id, code, 84.25);
        long before = tick(id, 1).revision();
        world.mark(ANN, id, code, "notes.flavor", "plum");
        world.mark(ANN, id, code, "scores.flavor", 9);
        TastingNews.Progressed again = tick(id, 2);
        assertThat(again.revision()).isGreaterThan(before);
        assertThat(again.complete()).isOne();
        world.mark(ANN, id, code, "notes.flavor", "peach");
        settle(id);
        assertThat(world.told).hasSize(2);
    }

    @Test
    void what_each_node_saw_adds_up() {
        TastingId id = sca("Kochere");
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        score(ANN, id, code, 84.25);
        tick(id, 1);
        TastingWorld here = world;
        world = other;
        int before = other.told.size();
        score(BOB, id, code, 80);
        TastingNews.Progressed there = tick(id, before + 1);
        world = here;
        assertThat(there.complete()).isEqualTo(2);
        assertThat(there.revision()).isEqualTo(2);
    }

    @Test
    void what_comes_late_is_told_when_it_is_admitted() {
        TastingId id = sca("Kochere");
        world.enter(ANN, id);
        world.next(HANA, id);
        world.go(HANA, id, Step.LOCK);
        String code = world.see(ANN, id).samples().getFirst().code();
        score(ANN, id, code, 84.25);
        assertThat(tick(id, 1).complete()).isZero();
        await(world.jury.admitLate(world.by(HANA), new TastingCommand.AdmitLate(id, ANN.user())));
        assertThat(tick(id, 2).complete()).isOne();
    }

    /// Lets the feed look at the sheets, until so much was told.
    private TastingNews.Progressed tick(TastingId id, int events) {
        settle(id);
        assertThat(world.told).hasSize(events);
        return world.told.stream()
                .map(this::read)
                .max(Comparator.comparingLong(TastingNews.Progressed::revision))
                .orElseThrow();
    }

    /// As if all sheets were touched; what did not change is not told.
    private void settle(TastingId id) {
        for (String user : List.of("ann", "bob")) {
            world.progress.touched(id, new UserId(user));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    world.progress.look();
                    return world.progress.idle();
                });
    }

    @Test
    void a_mark_is_heard_of_without_being_asked_for() {
        TastingId id = sca("Kochere");
        world.enter(ANN, id);
        world.next(HANA, id);
        score(ANN, id, world.see(ANN, id).samples().getFirst().code(), 84.25);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    world.progress.look();
                    return !world.told.isEmpty() && read(world.told.getLast()).complete() == 1;
                });
    }

    private TastingNews.Progressed read(Event event) {
        assertThat(event.name()).isIn(List.of("tasting.progress"));
        return world.mapper.fromJson(event.json(), TastingNews.Progressed.class);
    }
}
