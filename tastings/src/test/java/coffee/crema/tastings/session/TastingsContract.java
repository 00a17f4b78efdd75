package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.Outcomes.code;
import static coffee.crema.tastings.session.TastingWorld.await;
import static coffee.crema.tastings.session.TastingWorld.member;
import static coffee.crema.tastings.session.TastingWorld.sample;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.form.Forms;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import coffee.crema.tastings.sheet.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What sessions promise, on any store.
abstract class TastingsContract {
    static final Principal HANA = member("hana");
    static final Principal ANN = member("ann");
    static final Principal BOB = member("bob");
    static final Principal ASSI = member("assi");
    static final Principal EYE = member("eye");

    TastingWorld world;
    TastingWorld other;
    RoomId room;

    abstract DatabaseSettings settings();

    /// Whether this store is for more than one node.
    abstract boolean severalNodes();

    @BeforeEach
    void open() {
        DatabaseSettings settings = settings();
        VirtualScheduler time = new VirtualScheduler();
        world = new TastingWorld(settings, time, DocumentSite.ofNode(1));
        other = severalNodes() ? new TastingWorld(settings, time, DocumentSite.ofNode(2)) : world;
        room = world.room(HANA);
        Stream.of(ANN, BOB, ASSI, EYE).forEach(who -> world.join(who, room));
        world.setRole(HANA, room, ASSI, Role.ASSISTANT);
        world.setRole(HANA, room, EYE, Role.OBSERVER);
    }

    @AfterEach
    void close() {
        if (other != world) {
            other.close();
        }
        world.close();
    }

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
    void a_form_of_ones_own_is_brought_once_and_cupped_by() {
        String json =
                Forms.builtIn()
                        .find(Forms.CVA_AFFECTIVE)
                        .orElseThrow()
                        .json()
                        .replace("\"cva-affective\"", "\"our-form\"");
        var add = new TastingCommand.AddForm(new RawJson(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(await(world.shelf.add(world.by(HANA), add)).form()).isEqualTo("our-form");
        assertThat(code(() -> world.shelf.add(world.by(HANA), add))).isEqualTo(ErrorCode.CONFLICT);
        assertThat(code(() -> world.shelf.add(world.by(ANN), add))).isEqualTo(ErrorCode.FORBIDDEN);
        var bad = new TastingCommand.AddForm(new RawJson("{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(code(() -> world.shelf.add(world.by(ANN), bad)))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        var ask =
                new TastingCommand.Create(
                        room,
                        "Ours",
                        "our-form",
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(sample("Kochere")),
                        null);
        TastingId id =
                new TastingId(await(other.tastings.create(other.by(HANA), ask)).session().id());
        world.enter(ANN, id);
        world.next(HANA, id);
        String blind = world.see(ANN, id).samples().getFirst().code();
        world.markAll(ANN, id, blind, 7);
        assertThat(mean(id)).isEqualTo(89.5);
        assertThat(await(world.shelf.list(world.by(HANA), new TastingCommand.ListForms())).forms())
                .extracting(TastingAnswer.FormName::form)
                .contains("our-form", "sca-2004", "coe");
    }

    @Test
    void who_a_code_is_is_told_to_those_who_never_score() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        world.enter(ANN, id);
        assertThat(world.see(ASSI, id).samples().getFirst().identity().name()).isEqualTo("Kochere");
        for (Principal blind : List.of(ANN, BOB, EYE)) {
            assertThat(world.see(blind, id).samples().getFirst().identity()).isNull();
            assertThat(codeMapCode(blind, id)).isEqualTo(ErrorCode.FORBIDDEN);
        }
        assertThat(codeMap(HANA, id)).containsOnlyKeys("Kochere");
        assertThat(enterCode(HANA, id)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(enterCode(ASSI, id)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(enterCode(EYE, id)).isEqualTo(ErrorCode.FORBIDDEN);
        world.setRole(HANA, room, ASSI, Role.CUPPER);
        assertThat(codeMapCode(ASSI, id)).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void a_witness_who_becomes_a_cupper_does_not_score() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        codeMap(ASSI, id);
        world.setRole(HANA, room, ASSI, Role.CUPPER);
        assertThat(enterCode(ASSI, id)).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void a_host_who_scores_sees_counts_first() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        world.enter(HANA, id);
        world.enter(ANN, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        world.markAll(ANN, id, code, 9);
        assertThat(codeMapCode(HANA, id)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(world.results(HANA, id).samples()).isEmpty();
        var progress =
                await(world.results.progress(world.by(HANA), new TastingCommand.Progress(id)));
        assertThat(progress.complete()).isOne();
        assertThat(progress.of()).isEqualTo(2);
        assertThat(
                        code(() ->
                                world.results.progress(
                                        world.by(ANN), new TastingCommand.Progress(id))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        world.go(HANA, id, Step.LOCK);
        assertThat(world.results(HANA, id).samples().getFirst().scores()).hasSize(2);
        assertThat(world.results(HANA, id).samples().getFirst().identity()).isNull();
        assertThat(world.results(ANN, id).samples()).isEmpty();
    }

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

    @Test
    void a_mark_that_the_form_does_not_take_is_refused_by_name() {
        TastingId id = world.create(HANA, room, sample("Kochere"));
        world.enter(ANN, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        assertThat(markCode(ANN, id, code)).isEqualTo(ErrorCode.CONFLICT);
        world.next(HANA, id);
        assertThat(refusedField(id, code, "scores.flavor", 7.5)).isEqualTo("data.value");
        assertThat(refusedField(id, code, "scores.flavor", 10)).isEqualTo("data.value");
        assertThat(refusedField(id, code, "scores.nothing", 5)).isEqualTo("data.value");
        assertThat(refusedField(id, code, "bogus", 5)).isEqualTo("data.field");
        assertThat(markCode(ANN, id, "000")).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(markCode(BOB, id, code)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(markCode(HANA, id, code)).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void samples_come_in_the_lobby_and_sessions_have_bounds() {
        TastingId id = world.create(HANA, room);
        assertThat(code(() -> move(id))).isEqualTo(ErrorCode.CONFLICT);
        var add = new TastingCommand.AddSamples(id, List.of(sample("A"), sample("B")));
        assertThat(code(() -> world.tastings.addSamples(world.by(ANN), add)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(await(world.tastings.addSamples(world.by(ASSI), add)).session().samples())
                .hasSize(2);
        var many =
                new TastingCommand.AddSamples(
                        id, java.util.Collections.nCopies(TastingLimits.SAMPLES_MAX, sample("M")));
        assertThat(code(() -> world.tastings.addSamples(world.by(HANA), many)))
                .isEqualTo(ErrorCode.TOO_MANY);
        world.next(HANA, id);
        assertThat(code(() -> world.tastings.addSamples(world.by(HANA), add)))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    private java.util.concurrent.CompletionStage<?> move(TastingId id) {
        return world.conduct.move(world.by(HANA), new TastingCommand.Move(id, 0, "next"));
    }

    private Double mean(TastingId id) {
        return world.results(HANA, id).samples().getFirst().panel().mean();
    }

    private Version frozen(TastingId id) {
        return world.cupper(id, ANN).frozen().orElseThrow();
    }

    private Map<String, String> codeMap(Principal who, TastingId id) {
        Map<String, String> byName = new java.util.HashMap<>();
        await(world.tastings.codeMap(world.by(who), new TastingCommand.CodeMap(id)))
                .samples()
                .forEach(entry -> byName.put(entry.identity().name(), entry.code()));
        return byName;
    }

    private ErrorCode codeMapCode(Principal who, TastingId id) {
        return code(() -> world.tastings.codeMap(world.by(who), new TastingCommand.CodeMap(id)));
    }

    private ErrorCode enterCode(Principal who, TastingId id) {
        return code(() -> world.enrolment.enter(world.by(who), new TastingCommand.Enter(id)));
    }

    private ErrorCode markCode(Principal who, TastingId id, String code) {
        return code(() ->
                world.marking.mark(
                        world.by(who), new TastingCommand.Mark(id, code, "scores.flavor", 5)));
    }

    private String refusedField(TastingId id, String code, String field, Object value) {
        try {
            await(
                    world.marking.mark(
                            world.by(ANN), new TastingCommand.Mark(id, code, field, value)));
        } catch (coffee.crema.realtime.wire.RejectedException refusal) {
            return refusal.field();
        } catch (java.util.concurrent.CompletionException failure) {
            return ((coffee.crema.realtime.wire.RejectedException) failure.getCause()).field();
        }
        throw new AssertionError("was not refused");
    }
}
