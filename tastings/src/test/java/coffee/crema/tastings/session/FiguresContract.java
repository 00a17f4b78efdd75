package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.TastingWorld.await;
import static coffee.crema.tastings.session.TastingWorld.member;
import static coffee.crema.tastings.session.TastingWorld.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.tastings.session.TastingAnswer.CupperResult;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a panel makes of a session, and who sees it when.
abstract class FiguresContract extends SessionContract {
    private static final double[][] SCORES = {
        {84.25, 86.5, 82, 88},
        {85, 87, 81.5, 88.75},
        {83.5, 86, 82.75, 87.25},
        {84.75, 85.5, 83, 89.5},
        {79, 90, 85, 84.25}
    };

    /// The worked panel of five cuppers and four samples.
    private TastingId workedPanel() {
        TastingId id = sca("S1", "S2", "S3", "S4");
        List<Principal> cuppers = new ArrayList<>();
        for (int i = 1; i <= SCORES.length; i++) {
            Principal cupper = member("c" + i);
            world.join(cupper, room);
            world.enter(cupper, id);
            cuppers.add(cupper);
        }
        world.next(HANA, id);
        Map<String, String> codes = codes(id);
        for (int cupper = 0; cupper < SCORES.length; cupper++) {
            for (int i = 0; i < 4; i++) {
                score(cuppers.get(cupper), id, codes.get("S" + (i + 1)), SCORES[cupper][i]);
            }
        }
        return id;
    }

    @Test
    void the_worked_panel_comes_out_of_a_session() {
        TastingId id = workedPanel();
        Map<String, String> codes = codes(id);
        TastingAnswer.Results live = world.results(HANA, id);
        PanelView first = result(HANA, id, codes.get("S1")).panel();
        assertThat(first.scores()).isEqualTo(5);
        assertThat(first.of()).isEqualTo(5);
        assertThat(first.mean()).isEqualTo(83.3);
        assertThat(first.median()).isEqualTo(84.25);
        assertThat(first.sd()).isEqualTo(2.471);
        assertThat(first.trimmedMean()).isEqualTo(84.167);
        assertThat(first.absent()).isNull();
        assertThat(first.histogram().width()).isEqualTo(0.25);
        assertThat(first.histogram().bins().getFirst()).isEqualTo(new PanelView.BinView(79, 1));
        assertThat(first.histogram().bins().stream().mapToInt(PanelView.BinView::count).sum())
                .isEqualTo(5);
        assertThat(first.fields())
                .extracting(PanelView.FieldMean::id)
                .containsExactly(
                        "acidity",
                        "aftertaste",
                        "balance",
                        "body",
                        "flavor",
                        "fragrance-aroma",
                        "overall");
        assertThat(first.fields()).allSatisfy(field -> assertThat(field.cuppers()).isEqualTo(5));
        // All else is full marks.
        assertThat(first.fields().stream().mapToDouble(PanelView.FieldMean::mean).sum() + 30)
                .isCloseTo(83.3, within(0.005));
        assertOutliers(id, codes);
        PanelView.AgreementView agreement = live.agreement();
        assertThat(agreement.cuppers()).isEqualTo(5);
        assertThat(agreement.samples()).isEqualTo(4);
        assertThat(agreement.kendallW()).isEqualTo(0.68);
        assertThat(agreement.chiSquare()).isEqualTo(10.2);
        assertThat(agreement.degreesOfFreedom()).isEqualTo(3);
        assertThat(agreement.iccSingle()).isCloseTo(0.570, within(0.0005));
        assertThat(agreement.iccPanel()).isCloseTo(0.869, within(0.0005));
        assertThat(live.biases().getLast().user()).isEqualTo("c5");
        assertThat(live.biases().getLast().points()).isCloseTo(-0.766, within(0.0005));
        revealAll(id);
        assertThat(world.results(EYE, id).agreement()).isEqualTo(agreement);
        assertThat(result(EYE, id, codes.get("S1")).panel()).isEqualTo(first);
        assertThat(world.results(EYE, id).biases()).isNull();
        assertThat(world.results(member("c1"), id).biases()).isEqualTo(live.biases());
    }

    private void assertOutliers(TastingId id, Map<String, String> codes) {
        CupperResult one = result(HANA, id, codes.get("S1")).scores().getLast();
        assertThat(one.modifiedZ()).isCloseTo(-4.72, within(0.005));
        assertThat(one.flagged()).isTrue();
        CupperResult two = result(HANA, id, codes.get("S2")).scores().getLast();
        assertThat(two.modifiedZ()).isCloseTo(4.72, within(0.005));
        assertThat(two.flagged()).isTrue();
        CupperResult four = result(HANA, id, codes.get("S4")).scores().getLast();
        assertThat(four.modifiedZ()).isCloseTo(-3.37, within(0.005));
        assertThat(four.flagged()).isFalse();
    }

    @Test
    void figures_are_for_those_who_may_see_them_now() {
        TastingId id = sca("S1", "S2");
        world.enter(ANN, id);
        world.enter(HANA, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        score(ANN, id, code, 84.25);
        for (Principal blind : List.of(HANA, ANN, EYE, ASSI)) {
            TastingAnswer.Results seen = world.results(blind, id);
            assertThat(seen.samples()).as(blind.name()).isEmpty();
            assertThat(seen.agreement()).isNull();
            assertThat(seen.biases()).isNull();
            assertThat(seen.calibration()).isNull();
        }
        world.go(HANA, id, Step.LOCK);
        assertThat(world.results(HANA, id).agreement().absent())
                .containsEntry("kendallW", "too-few-cuppers");
        assertThat(result(HANA, id, code).panel().absent()).containsEntry("sd", "one-score");
        for (Principal blind : List.of(ANN, EYE, ASSI)) {
            assertThat(world.results(blind, id).samples()).as(blind.name()).isEmpty();
        }
        world.go(HANA, id, Step.REVEAL);
        long seq = world.see(HANA, id).moment().seq();
        await(world.reveals.reveal(world.by(HANA), new TastingCommand.Reveal(id, seq, code)));
        assertThat(world.results(EYE, id).agreement().samples()).isOne();
        assertThat(world.results(EYE, id).samples()).hasSize(1);
    }

    @Test
    void an_exclusion_is_labelled_and_says_who_made_it() {
        TastingId id = sca("S1");
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        String code = world.see(ANN, id).samples().getFirst().code();
        score(ANN, id, code, 84.25);
        score(BOB, id, code, 80);
        var exclude = new TastingCommand.Exclude(id, BOB.user(), code, "had a cold");
        await(world.jury.exclude(world.by(HANA), exclude));
        TastingAnswer.Results seen = world.results(HANA, id);
        assertThat(seen.samples().getFirst().panel().scores()).isOne();
        assertThat(seen.samples().getFirst().panel().of()).isEqualTo(2);
        assertThat(seen.samples().getFirst().panel().mean()).isEqualTo(84.25);
        assertThat(seen.samples().getFirst().panel().fields())
                .allSatisfy(field -> assertThat(field.cuppers()).isOne());
        assertThat(seen.exclusions())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.user()).isEqualTo("bob");
                    assertThat(one.sample()).isEqualTo(code);
                    assertThat(one.label()).isEqualTo("had a cold");
                    assertThat(one.by()).isEqualTo("hana");
                });
        assertThat(world.results(ANN, id).exclusions()).isNull();
    }

    @Test
    void the_calibration_says_how_far_off_each_cupper_is() {
        NewSample known = new NewSample(Identity.named("Known"), null, 84.25, null);
        TastingId id = world.create(HANA, room, sample("Kochere"), known);
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        String code = codes(id).get("Known");
        world.markAll(ANN, id, code, 7);
        var live = world.results(HANA, id).calibration();
        assertThat(live.over()).isFalse();
        assertThat(live.cuppers())
                .extracting(PanelView.DeviationView::off)
                .containsExactly(5.25, null);
        assertThat(world.results(ANN, id).calibration()).isNull();
        world.next(HANA, id);
        for (Principal panel : List.of(HANA, ANN, ASSI)) {
            var over = world.results(panel, id).calibration();
            assertThat(over.over()).isTrue();
            assertThat(over.target()).isEqualTo(84.25);
            assertThat(over.cuppers().getFirst().score()).isEqualTo(89.5);
        }
        assertThat(world.results(EYE, id).calibration()).isNull();
        assertThat(world.results(ANN, id).samples()).isEmpty();
    }
}
