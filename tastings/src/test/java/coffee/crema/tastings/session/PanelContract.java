package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.Outcomes.code;
import static coffee.crema.tastings.session.TastingWorld.await;
import static coffee.crema.tastings.session.TastingWorld.sample;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import coffee.crema.tastings.sheet.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a panel enters, and what comes out of it.
abstract class PanelContract extends SessionContract {
    @Test
    void a_session_is_cupped_and_revealed_as_it_was_entered() {
        TastingId id = world.create(HANA, room, sample("Kochere"), sample("Huila"));
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        Map<String, String> map = codeMap(ASSI, id);
        world.markAll(ANN, id, map.get("Kochere"), 7);
        world.markAll(BOB, id, map.get("Kochere"), 6);
        world.markAll(ANN, id, map.get("Huila"), 5);
        world.go(HANA, id, Step.REVEAL);
        long seq = world.see(HANA, id).moment().seq();
        var first =
                await(
                        world.reveals.reveal(
                                world.by(HANA),
                                new TastingCommand.Reveal(id, seq, map.get("Kochere"))));
        assertThat(first.samples()).hasSize(1);
        assertThat(first.samples().getFirst().panel().mean()).isEqualTo(86.875);
        assertThat(world.replay(EYE, id).getLast().data().text())
                .contains("Kochere", "\"left\":1")
                .doesNotContain("Huila");
        var seen = world.results(EYE, id).samples();
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().identity().name()).isEqualTo("Kochere");
        assertThat(seen.getFirst().scores()).isNull();
        assertThat(world.results(ANN, id).samples().getFirst().scores())
                .extracting(TastingAnswer.CupperResult::score)
                .containsExactly(89.5, 84.25);
        await(world.reveals.reveal(world.by(HANA), new TastingCommand.Reveal(id, seq, null)));
        var all = world.results(BOB, id).samples();
        assertThat(all).hasSize(2);
        var huila = all.stream().filter(s -> s.code().equals(map.get("Huila"))).findFirst().get();
        assertThat(huila.panel().scores()).isOne();
        assertThat(huila.panel().of()).isEqualTo(2);
        assertThat(huila.panel().mean()).isEqualTo(79.0);
        assertThat(
                        code(() ->
                                world.reveals.reveal(
                                        world.by(HANA), new TastingCommand.Reveal(id, seq, null))))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void a_session_that_is_revealed_is_ranked() {
        TastingId id =
                world.create(HANA, room, sample("Kochere"), sample("Huila"), sample("Sidamo"));
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        Map<String, String> map = codeMap(ASSI, id);
        world.markAll(ANN, id, map.get("Kochere"), 7);
        world.markAll(BOB, id, map.get("Kochere"), 7);
        world.markAll(ANN, id, map.get("Huila"), 7);
        world.markAll(BOB, id, map.get("Huila"), 7);
        world.markAll(ANN, id, map.get("Sidamo"), 5);
        world.markAll(BOB, id, map.get("Sidamo"), 6);
        assertThat(ranking(EYE, id, null, "samples", false).size()).isZero();
        world.go(HANA, id, Step.REVEAL);
        long seq = world.see(HANA, id).moment().seq();
        await(world.reveals.reveal(world.by(HANA), new TastingCommand.Reveal(id, seq, null)));
        for (TastingWorld node : List.of(world, other)) {
            var ranking =
                    await(
                            node.podium.ranking(
                                    node.by(EYE),
                                    new TastingCommand.Ranking(
                                            null, room, "samples", null, null, null)));
            assertThat(ranking.ranked())
                    .extracting(TastingAnswer.RankedView::place)
                    .containsExactly(1L, 1L, 3L);
            assertThat(ranking.ranked().getLast().label()).isEqualTo("Sidamo");
            assertThat(ranking.ranked().getFirst().points()).isEqualTo(89.5);
        }
        var cuppers = ranking(ANN, id, null, "cuppers", true);
        assertThat(cuppers.ranked())
                .extracting(TastingAnswer.RankedView::member)
                .containsExactly("ann", "bob");
        assertThat(cuppers.ranked().getFirst().points()).isEqualTo(98.25);
        assertThat(
                        code(() ->
                                world.podium.ranking(
                                        world.by(EYE),
                                        new TastingCommand.Ranking(
                                                id, null, "cuppers", null, null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    private TastingAnswer.Ranking ranking(
            Principal who, TastingId id, RoomId of, String kind, boolean around) {
        return await(
                world.podium.ranking(
                        world.by(who),
                        new TastingCommand.Ranking(id, of, kind, null, null, around)));
    }

    @Test
    void what_comes_after_the_lock_counts_when_a_host_admits_it() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        world.enter(ANN, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        world.markAll(ANN, id, code, 7);
        world.go(HANA, id, Step.LOCK);
        assertThat(world.mark(ANN, id, code, "scores.overall", 9).late()).isTrue();
        assertThat(mean(id)).isEqualTo(89.5);
        var late = await(world.jury.late(world.by(HANA), new TastingCommand.Late(id)));
        assertThat(late.sheets()).containsExactly("ann");
        var admit = new TastingCommand.AdmitLate(id, ANN.user());
        assertThat(code(() -> world.jury.admitLate(world.by(ASSI), admit)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        await(world.jury.admitLate(world.by(HANA), admit));
        assertThat(mean(id)).isEqualTo(90.75);
        world.go(HANA, id, Step.REVEAL);
        assertThat(markCode(ANN, id, code)).isEqualTo(ErrorCode.CLOSED);
        assertThat(world.replay(ANN, id).stream().map(TastingAnswer.ReplayedEvent::event))
                .doesNotContain("tasting.late-came", "tasting.late-admitted");
        assertThat(world.replay(HANA, id).stream().map(TastingAnswer.ReplayedEvent::event))
                .contains("tasting.late-came", "tasting.late-admitted");
    }

    @Test
    void what_was_acknowledged_in_time_counts_however_close_the_lock_was() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        world.enter(ANN, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        world.go(HANA, id, Step.COOL);
        long seq = world.see(HANA, id).moment().seq();
        List<CompletableFuture<TastingAnswer.Marked>> marks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            TastingWorld node = i % 2 == 0 ? world : other;
            var mark =
                    new TastingCommand.Mark(
                            id, code, "notes." + TastingWorld.EIGHT.get(i % 8), "n" + i);
            marks.add(node.marking.mark(node.by(ANN), mark).toCompletableFuture());
        }
        await(
                marks.get(20)
                        .thenCompose(_ ->
                                world.conduct.move(
                                        world.by(HANA), new TastingCommand.Move(id, seq, "next"))));
        marks.forEach(TastingWorld::await);
        Set<String> counts = world.node.changes(world.cupper(id, ANN), frozen(id));
        assertThat(marks.stream().map(CompletableFuture::join))
                .allSatisfy(
                        mark -> assertThat(counts.contains(mark.change())).isEqualTo(!mark.late()));
        assertThat(marks.stream().filter(mark -> !mark.join().late())).isNotEmpty();
    }

    @Test
    void exclusions_are_labelled_and_written_down() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        world.markAll(ANN, id, code, 7);
        world.markAll(BOB, id, code, 1);
        world.go(HANA, id, Step.LOCK);
        assertThat(mean(id)).isEqualTo(73.75);
        await(
                world.jury.exclude(
                        world.by(HANA),
                        new TastingCommand.Exclude(id, BOB.user(), code, "had a cold")));
        assertThat(mean(id)).isEqualTo(89.5);
        assertThat(world.results(HANA, id).samples().getFirst().scores().get(1).excluded())
                .isEqualTo("had a cold");
        assertThat(world.replay(ASSI, id).getLast().data().text())
                .contains("had a cold", "\"by\":\"hana\"");
        await(world.jury.include(world.by(HANA), new TastingCommand.Include(id, BOB.user(), code)));
        assertThat(mean(id)).isEqualTo(73.75);
    }

    @Test
    void the_calibration_is_told_when_it_is_over_and_kept_as_it_was() {
        NewSample known = new NewSample(Identity.named("Known"), null, 84.25, null);
        TastingId id = world.create(HANA, room, sample("Kochere"), known);
        world.enter(ANN, id);
        assertThat(world.next(HANA, id)).isEqualTo(Step.CALIBRATION);
        TastingView view = world.see(ANN, id);
        String code =
                view.samples().stream().filter(s -> s.flight() == null).findFirst().get().code();
        assertThat(view.own().order()).startsWith(code);
        world.markAll(ANN, id, code, 7);
        world.next(HANA, id);
        assertThat(markCode(ANN, id, code)).isEqualTo(ErrorCode.CONFLICT);
        var sheet = await(world.marking.sheet(world.by(ANN), new TastingCommand.Sheet(id)));
        assertThat(sheet.calibration()).isEqualTo(5.25);
        assertThat(world.see(EYE, id).samples())
                .filteredOn(s -> s.code().equals(code))
                .singleElement()
                .satisfies(s -> assertThat(s.target()).isEqualTo(84.25));
    }

    private Version frozen(TastingId id) {
        return world.cupper(id, ANN).frozen().orElseThrow();
    }
}
