package coffee.crema.tastings.score;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormField;
import coffee.crema.tastings.form.FormRef;
import coffee.crema.tastings.form.Forms;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoreRulesTest {
    private static final String EIGHTS = "8,8,8,8,8,8,8,8";
    private static final String SEVENS = "7,7,7,7,7,7,7";

    @Test
    void there_is_no_score_before_all_is_in_and_none_is_made_up() {
        var sample = SampleJson.of(Forms.CVA_AFFECTIVE);
        assertThat(incomplete(sample).text()).isEqualTo("0/8");
        sample.scores("5,5,6,6");
        assertThat(incomplete(sample).text()).isEqualTo("4/8");
        assertThat(incomplete(sample).missing())
                .containsExactly("acidity", "sweetness", "mouthfeel", "overall");
        sample.scores(EIGHTS);
        assertThat(sample.score()).isInstanceOf(Score.Complete.class);
    }

    @Test
    void rows_of_cups_that_earn_points_must_be_filled_in() {
        var sample = SampleJson.of(Forms.SCA_2004).scores(SEVENS).cups("uniformity", 5);
        assertThat(incomplete(sample).text()).isEqualTo("8/10");
        sample.cups("clean-cup", 5).cups("sweetness", 0);
        assertThat(sample.complete().text()).isEqualTo("69.00");
    }

    @Test
    void a_defective_cup_counts_with_a_type_only() {
        var sample = SampleJson.of(Forms.CVA_AFFECTIVE).scores(EIGHTS).cups("defective", 1);
        assertThat(sample.complete().text()).isEqualTo("94.75");
        assertThat(sample.complete().untypedDefects()).isEqualTo(1);

        sample.json().withArrayProperty("defects").addObject().put("type", "potato");
        assertThat(sample.complete().text())
                .as("the type is for the marked cup")
                .isEqualTo("88.75");
        assertThat(sample.complete().untypedDefects()).isZero();
    }

    @Test
    void one_defective_cup_costs_six_whether_or_not_it_is_marked_as_non_uniform() {
        var sample = SampleJson.of(Forms.CVA_AFFECTIVE).scores(EIGHTS).defective("moldy", 1);
        assertThat(sample.complete().text()).isEqualTo("88.75");
        sample.cups("non-uniform", 1);
        assertThat(sample.complete().text()).isEqualTo("88.75");
        sample.marked("non-uniform", false, true, false, false, false);
        assertThat(sample.complete().text()).as("another cup differs too").isEqualTo("86.75");
    }

    @Test
    void two_types_of_one_cup_are_one_defective_cup() {
        var sample = SampleJson.of(Forms.CVA_AFFECTIVE).scores(EIGHTS);
        sample.defective("moldy", 1).defective("phenolic", 1);
        assertThat(sample.complete().text()).isEqualTo("88.75");
    }

    @Test
    void cups_that_are_all_evenly_defective_are_uniform() {
        var sample = SampleJson.of(Forms.CVA_AFFECTIVE).scores(EIGHTS).defective("potato", 5);
        assertThat(sample.complete().text()).isEqualTo("74.75");
        sample.cups("non-uniform", 2);
        assertThat(sample.complete().text()).as("not evenly").isEqualTo("70.75");
    }

    @Test
    void other_numbers_of_cups_weigh_as_five_and_the_score_says_so() {
        var sample =
                SampleJson.of(Forms.SCA_2004)
                        .poured(3)
                        .scores("8,8,8,8,8,8,8")
                        .cups("uniformity", 2)
                        .cups("clean-cup", 3)
                        .cups("sweetness", 1)
                        .defect("taint", 1, 1);
        Score.Complete score = sample.complete();
        // 56 + 20/3 + 10 + 10/3 = 76; 2 x 1 x 5/3 = 3.33
        assertThat(score.beforeDefectsHundredths()).isEqualTo(7600);
        assertThat(score.text()).isEqualTo("72.67");
        assertThat(score.adapted()).isTrue();

        var affective =
                SampleJson.of(Forms.CVA_AFFECTIVE).poured(4).scores(EIGHTS).defective("moldy", 1);
        // 94.75 - 6 x 5/4 = 87.25
        assertThat(affective.complete().text()).isEqualTo("87.25");
        assertThat(affective.complete().adapted()).isTrue();
    }

    @Test
    void a_single_cup_has_none_to_differ_from() {
        var sample =
                SampleJson.of(Forms.SCA_2004)
                        .poured(1)
                        .scores("8,8,8,8,8,8,8")
                        .cups("clean-cup", 1)
                        .cups("sweetness", 1);
        assertThat(sample.complete().text()).as("uniformity is not asked for").isEqualTo("86.00");
        assertThat(sample.cups("uniformity", 0).complete().text()).isEqualTo("86.00");

        var affective =
                SampleJson.of(Forms.CVA_AFFECTIVE)
                        .poured(1)
                        .scores(EIGHTS)
                        .cups("non-uniform", 1)
                        .defective("moldy", 1);
        assertThat(affective.complete().text()).as("5 x 4").isEqualTo("74.75");
    }

    @Test
    void what_cups_do_not_bear_on_is_not_adapted() {
        Score.Complete score =
                SampleJson.of(Forms.COE).poured(5).scores(EIGHTS).defect("defect", 1, 1).complete();
        assertThat(score.text()).isEqualTo("96.00");
        assertThat(score.adapted()).isFalse();
    }

    @Test
    void a_wrong_deduction_holds_the_score_back_instead_of_being_left_out() {
        var sample = SampleJson.of(Forms.COE).scores(EIGHTS).defect("defect", 9, 1);
        assertThat(incomplete(sample).missing()).containsExactly("defects");
        assertThat(incomplete(sample).text()).isEqualTo("8/9");

        var affective = SampleJson.of(Forms.CVA_AFFECTIVE).scores(EIGHTS);
        affective.json().withObjectProperty("cups").put("non-uniform", "two");
        assertThat(incomplete(affective).missing()).containsExactly("non-uniform");
        affective.json().put("cups", 3);
        assertThat(incomplete(affective).missing())
                .containsExactlyInAnyOrder("non-uniform", "defective");
    }

    @Test
    void parts_name_every_field_and_deduction() {
        Score.Complete score =
                SampleJson.of(Forms.COE).scores(EIGHTS).defect("defect", 2, 1).complete();
        assertThat(score.parts()).hasSize(10);
        assertThat(score.parts().getFirst()).isEqualTo(new Score.Part("+", 3600));
        assertThat(score.parts().getLast()).isEqualTo(new Score.Part("defects", -800));
    }

    @Test
    void recorded_forms_have_no_score_but_a_completion() {
        for (FormRef ref :
                List.of(Forms.CVA_DESCRIPTIVE, Forms.CVA_PHYSICAL, Forms.CVA_EXTRINSIC)) {
            assertThat(SampleJson.of(ref).score()).isInstanceOf(Score.Unscored.class);
        }
        var sample = SampleJson.of(Forms.CVA_DESCRIPTIVE).scores("0,15,7");
        assertThat(((Score.Unscored) sample.score()).completion().text()).isEqualTo("3/7");
    }

    @Test
    void bands_name_stretches_of_a_scale() {
        Form form = SampleJson.form(Forms.SCA_2004);
        var flavor = (FormField.Scale) form.field("flavor").orElseThrow();
        assertThat(flavor.band(6000).orElseThrow().en()).isEqualTo("Good");
        assertThat(flavor.band(7750).orElseThrow().en()).isEqualTo("Very Good");
        assertThat(flavor.band(8000).orElseThrow().en()).isEqualTo("Excellent");
        assertThat(flavor.band(10_000).orElseThrow().en()).isEqualTo("Outstanding");
    }

    /// The published formula in its own integers, beside the form's data.
    @Property
    void cva_affective_equals_the_published_formula(
            @ForAll @Size(8) List<@IntRange(min = 1, max = 9) Integer> impressions,
            @ForAll @IntRange(min = 0, max = 31) int nonUniform,
            @ForAll @IntRange(min = 0, max = 31) int defective) {
        var sample = SampleJson.of(Forms.CVA_AFFECTIVE);
        sample.scores(impressions.toString().replace("[", "").replace("]", ""));
        sample.marked("non-uniform", bits(nonUniform));
        sample.marked("defective", bits(defective));
        sample.json().withArrayProperty("defects").addObject().put("type", "moldy");

        int sum = impressions.stream().mapToInt(Integer::intValue).sum();
        int d = Integer.bitCount(defective);
        int u = Integer.bitCount(d == 5 ? nonUniform : nonUniform | defective);
        int n = 21 * sum + 1688 - 64 * u - 128 * d;
        long quarters = Math.floorDiv(n + 4, 8);
        assertThat(sample.complete().hundredths()).isEqualTo(quarters * 25);
    }

    @Property
    void sca_2004_equals_the_sum_of_its_ten(
            @ForAll @Size(7) List<@IntRange(min = 24, max = 40) Integer> quarters,
            @ForAll @IntRange(min = 0, max = 5) int uniform,
            @ForAll @IntRange(min = 0, max = 5) int clean,
            @ForAll @IntRange(min = 0, max = 5) int sweet) {
        var sample = SampleJson.of(Forms.SCA_2004);
        sample.scores(
                String.join(",", quarters.stream().map(q -> String.valueOf(q / 4.0)).toList()));
        sample.cups("uniformity", uniform).cups("clean-cup", clean).cups("sweetness", sweet);
        int sum = quarters.stream().mapToInt(Integer::intValue).sum();
        assertThat(sample.complete().hundredths())
                .isEqualTo(sum * 25L + 200L * (uniform + clean + sweet));
    }

    private static boolean[] bits(int bits) {
        boolean[] cups = new boolean[5];
        for (int cup = 0; cup < 5; cup++) {
            cups[cup] = (bits >> cup & 1) == 1;
        }
        return cups;
    }

    private static Completion incomplete(SampleJson sample) {
        return ((Score.Incomplete) sample.score()).completion();
    }
}
