package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.Outcomes.code;
import static coffee.crema.tastings.session.TastingWorld.await;
import static coffee.crema.tastings.session.TastingWorld.sample;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.rooms.Role;
import coffee.crema.tastings.form.Forms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is on the table, and who may know it.
abstract class TableContract extends SessionContract {
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

    private ErrorCode codeMapCode(Principal who, TastingId id) {
        return code(() -> world.tastings.codeMap(world.by(who), new TastingCommand.CodeMap(id)));
    }

    private ErrorCode enterCode(Principal who, TastingId id) {
        return code(() -> world.enrolment.enter(world.by(who), new TastingCommand.Enter(id)));
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
