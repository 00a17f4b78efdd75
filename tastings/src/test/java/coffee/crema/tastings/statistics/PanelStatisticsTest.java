package coffee.crema.tastings.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import coffee.crema.tastings.statistics.Measure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PanelStatisticsTest {
    private static final List<String> CUPPERS = List.of("C1", "C2", "C3", "C4", "C5");
    private static final List<String> SAMPLES = List.of("S1", "S2", "S3", "S4");
    private static final long[][] SCORES = {
        {8425, 8650, 8200, 8800},
        {8500, 8700, 8150, 8875},
        {8350, 8600, 8275, 8725},
        {8475, 8550, 8300, 8950},
        {7900, 9000, 8500, 8425}
    };
    private static final Offset<Double> THIRD_DIGIT = within(0.0005);

    @Test
    void a_worked_panel_of_five_cuppers_and_four_samples() {
        PanelStatistics panel = PanelStatistics.of(CUPPERS, SAMPLES, sheets(SCORES));

        SampleStatistics first = panel.samples().getFirst();
        assertThat(first.n()).isEqualTo(5);
        assertThat(first.of()).isEqualTo(5);
        assertThat(value(first.mean())).isEqualTo(83.30, THIRD_DIGIT);
        assertThat(value(first.median())).isEqualTo(84.25);
        assertThat(value(first.deviation())).isEqualTo(2.471, THIRD_DIGIT);
        assertThat(value(first.trimmedMean())).isEqualTo(84.167, THIRD_DIGIT);

        assertThat(last(panel, 0)).isEqualTo(-4.72, within(0.005));
        assertThat(last(panel, 1)).isEqualTo(4.72, within(0.005));
        assertThat(last(panel, 3)).isEqualTo(-3.37, within(0.005));
        assertThat(panel.samples())
                .extracting(s -> s.marks().getLast().flagged())
                .containsExactly(true, true, false, false);

        Agreement agreement = panel.agreement();
        assertThat(agreement.cuppers()).isEqualTo(5);
        assertThat(value(agreement.kendallW())).isEqualTo(0.680, THIRD_DIGIT);
        assertThat(value(agreement.chiSquare())).isEqualTo(10.2, within(1e-9));
        assertThat(agreement.degreesOfFreedom()).isEqualTo(3);
        assertThat(value(agreement.iccSingle())).isEqualTo(0.570, THIRD_DIGIT);
        assertThat(value(agreement.iccPanel())).isEqualTo(0.869, THIRD_DIGIT);

        assertThat(value(panel.biases().getLast().points())).isEqualTo(-0.766, THIRD_DIGIT);
        assertThat(panel.biases().getLast().samples()).isEqualTo(4);
    }

    @Test
    void an_exclusion_is_labelled_and_counts_nowhere() {
        List<PanelSheet> sheets = new ArrayList<>(sheets(SCORES));
        sheets.set(16, new PanelSheet("C5", "S1", Optional.of(7900L), Optional.of("wrong cup")));
        PanelStatistics panel = PanelStatistics.of(CUPPERS, SAMPLES, sheets);

        SampleStatistics first = panel.samples().getFirst();
        assertThat(first.n()).isEqualTo(4);
        assertThat(first.of()).isEqualTo(5);
        assertThat(value(first.mean())).isEqualTo(84.375);
        assertThat(first.exclusions())
                .containsExactly(
                        new SampleStatistics.Exclusion("C5", Optional.of(7900L), "wrong cup"));
        assertThat(panel.agreement().cuppers()).isEqualTo(4);
        assertThat(panel.agreement().of()).isEqualTo(5);
        assertThat(panel.biases().getLast().samples()).isEqualTo(3);
    }

    @Test
    void figures_that_do_not_exist_say_why() {
        SampleStatistics none = only(List.of());
        assertThat(none.mean()).isEqualTo(Measure.absent(Reason.NO_SCORES));
        assertThat(none.of()).isEqualTo(1);

        PanelStatistics one =
                PanelStatistics.of(
                        List.of("C1"), List.of("S1"), List.of(PanelSheet.scored("C1", "S1", 8425)));
        SampleStatistics alone = one.samples().getFirst();
        assertThat(value(alone.mean())).isEqualTo(84.25);
        assertThat(alone.deviation()).isEqualTo(Measure.absent(Reason.ONE_SCORE));
        assertThat(alone.marks().getFirst().modifiedZ())
                .isEqualTo(Measure.absent(Reason.NO_SPREAD));
        assertThat(one.agreement().kendallW()).isEqualTo(Measure.absent(Reason.TOO_FEW_SAMPLES));
        assertThat(one.biases().getFirst().points())
                .isEqualTo(Measure.absent(Reason.TOO_FEW_CUPPERS));

        PanelStatistics single =
                PanelStatistics.of(
                        List.of("C1", "C2"),
                        List.of("S1", "S2"),
                        List.of(
                                PanelSheet.scored("C1", "S1", 8425),
                                PanelSheet.scored("C1", "S2", 8525)));
        assertThat(single.agreement().iccPanel()).isEqualTo(Measure.absent(Reason.TOO_FEW_CUPPERS));
        assertThat(single.biases().getLast().points()).isEqualTo(Measure.absent(Reason.NO_SCORES));
    }

    @Test
    void a_panel_that_agrees_in_everything_has_no_spread() {
        PanelStatistics panel =
                PanelStatistics.of(
                        List.of("C1", "C2", "C3"),
                        List.of("S1", "S2"),
                        sheets(new long[][] {{8410, 8410}, {8410, 8410}, {8410, 8410}}));
        assertThat(value(panel.samples().getFirst().deviation())).isZero();
        assertThat(panel.agreement().kendallW()).isEqualTo(Measure.absent(Reason.NO_SPREAD));
        assertThat(panel.agreement().chiSquare()).isEqualTo(Measure.absent(Reason.NO_SPREAD));
        assertThat(panel.agreement().iccSingle()).isEqualTo(Measure.absent(Reason.NO_SPREAD));
        assertThat(value(panel.biases().getFirst().points())).isZero();
    }

    @Test
    void without_a_median_deviation_more_than_two_points_are_flagged() {
        PanelStatistics panel =
                PanelStatistics.of(
                        CUPPERS,
                        List.of("S1"),
                        sheets(new long[][] {{8400}, {8400}, {8400}, {8200}, {8199}}));
        assertThat(panel.samples().getFirst().marks())
                .extracting(SampleStatistics.Mark::flagged)
                .containsExactly(false, false, false, false, true);
        assertThat(panel.samples().getFirst().n()).as("flagged, never dropped").isEqualTo(5);
    }

    @Test
    void kendalls_w_is_corrected_for_ties() {
        // Ranks 1 2.5 2.5 4 and 1 2 3 4: sums 2 4.5 5.5 8, S = 18.5, ties 6; 12 S / (4 x 60 - 2 x
        // 6).
        PanelStatistics panel =
                PanelStatistics.of(
                        List.of("C1", "C2"),
                        SAMPLES,
                        sheets(new long[][] {{80, 81, 81, 82}, {80, 81, 82, 83}}));
        assertThat(value(panel.agreement().kendallW())).isEqualTo(12 * 18.5 / 228, within(1e-9));
    }

    @Test
    void two_sheets_of_one_cupper_for_a_sample_are_a_bug_of_the_caller() {
        assertThatThrownBy(() ->
                        PanelStatistics.of(
                                List.of("C1"),
                                List.of("S1"),
                                List.of(
                                        PanelSheet.scored("C1", "S1", 1),
                                        PanelSheet.scored("C1", "S1", 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void figures_stay_in_their_ranges_and_are_never_nan(
            @ForAll @IntRange(max = 7) int cuppers,
            @ForAll @IntRange(max = 5) int samples,
            @ForAll @Size(35) List<@IntRange(min = -1, max = 6) Integer> quarters) {
        var panel = LongStream.range(0, cuppers).mapToObj(i -> "C" + i).toList();
        var flight = LongStream.range(0, samples).mapToObj(i -> "S" + i).toList();
        var sheets = new ArrayList<PanelSheet>();
        for (int c = 0; c < cuppers; c++) {
            for (int s = 0; s < samples; s++) {
                int q = quarters.get(c * 5 + s);
                sheets.add(
                        new PanelSheet(
                                panel.get(c),
                                flight.get(s),
                                q < 0 ? Optional.empty() : Optional.of(8000L + 25 * q),
                                q == 6 ? Optional.of("test") : Optional.empty()));
            }
        }
        PanelStatistics all = PanelStatistics.of(panel, flight, sheets);
        all.agreement()
                .kendallW()
                .figure()
                .ifPresent(w -> assertThat(w).isBetween(-1e-9, 1 + 1e-9));
        all.agreement().iccSingle().figure().ifPresent(i -> assertThat(i).isFinite());
        for (SampleStatistics sample : all.samples()) {
            assertThat(sample.mean().figure().isPresent()).isEqualTo(sample.n() > 0);
            assertThat(sample.deviation().figure().isPresent()).isEqualTo(sample.n() > 1);
            sample.mean().figure().ifPresent(m -> assertThat(m).isBetween(80.0, 81.25));
            assertThat(sample.marks()).hasSize(sample.n());
        }
    }

    @Property
    void one_more_point_for_all_moves_the_centre_and_nothing_else(
            @ForAll @Size(20) List<@IntRange(max = 400) Integer> hundredths) {
        long[][] before = new long[5][4];
        long[][] after = new long[5][4];
        for (int i = 0; i < 20; i++) {
            before[i / 4][i % 4] = 8000L + hundredths.get(i);
            after[i / 4][i % 4] = 8100L + hundredths.get(i);
        }
        PanelStatistics a = PanelStatistics.of(CUPPERS, SAMPLES, sheets(before));
        PanelStatistics b = PanelStatistics.of(CUPPERS, SAMPLES, sheets(after));
        assertThat(b.agreement()).isEqualTo(a.agreement());
        assertThat(value(b.samples().getFirst().mean()))
                .isEqualTo(value(a.samples().getFirst().mean()) + 1, within(1e-9));
    }

    @Test
    void calibration_is_the_distance_from_the_targets() {
        Calibration calibration =
                Calibration.of(
                        List.of("C1", "C5", "C6"),
                        Map.of("S1", 8400L, "S2", 8600L, "S9", 8000L),
                        sheets(SCORES));
        assertThat(value(calibration.cuppers().get(0).mean())).isEqualTo(0.375);
        assertThat(value(calibration.cuppers().get(1).mean())).isEqualTo(-0.5);
        assertThat(value(calibration.cuppers().get(1).meanAbsolute())).isEqualTo(4.5);
        assertThat(calibration.cuppers().get(1).scored()).isEqualTo(2);
        assertThat(calibration.cuppers().get(1).of()).isEqualTo(3);
        assertThat(calibration.cuppers().get(2).mean()).isEqualTo(Measure.absent(Reason.NO_SCORES));
    }

    @Test
    void a_descriptor_is_shown_from_three_in_ten_cuppers_on() {
        var ticked = new ArrayList<Set<String>>();
        for (int cupper = 0; cupper < 10; cupper++) {
            ticked.add(
                    cupper < 2
                            ? Set.of("floral", "berry")
                            : cupper < 3 ? Set.of("berry", "spice") : Set.of());
        }
        DescriptorCounts counts = DescriptorCounts.of(ticked);
        assertThat(counts.panel()).isEqualTo(10);
        assertThat(counts.counts())
                .containsExactly(
                        new DescriptorCounts.Count("berry", 3),
                        new DescriptorCounts.Count("floral", 2),
                        new DescriptorCounts.Count("spice", 1));
        assertThat(counts.shown()).containsExactly(new DescriptorCounts.Count("berry", 3));
    }

    @Test
    void histogram_bins_are_quarters_and_bounded_in_number() {
        Histogram histogram = Histogram.of(List.of(8424L, 8425L, 8449L, 8500L));
        assertThat(histogram.bins())
                .containsExactly(
                        new Histogram.Bin(8400, 1),
                        new Histogram.Bin(8425, 2),
                        new Histogram.Bin(8450, 0),
                        new Histogram.Bin(8475, 0),
                        new Histogram.Bin(8500, 1));
        assertThat(Histogram.of(List.of(-900_000L, 900_000L)).bins())
                .hasSizeLessThanOrEqualTo(Histogram.BINS_MAX);
        assertThat(Histogram.of(List.of()).bins()).isEmpty();
    }

    private static SampleStatistics only(List<PanelSheet> sheets) {
        return PanelStatistics.of(List.of("C1"), List.of("S1"), sheets).samples().getFirst();
    }

    private static double value(Measure measure) {
        return measure.figure().orElseThrow();
    }

    private static double last(PanelStatistics panel, int sample) {
        return value(panel.samples().get(sample).marks().getLast().modifiedZ());
    }

    private static List<PanelSheet> sheets(long[][] scores) {
        var sheets = new ArrayList<PanelSheet>();
        for (int c = 0; c < scores.length; c++) {
            for (int s = 0; s < scores[c].length; s++) {
                sheets.add(PanelSheet.scored("C" + (c + 1), "S" + (s + 1), scores[c][s]));
            }
        }
        return sheets;
    }
}
