package coffee.crema.tastings.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a panel says of one sample, in points.
///
/// @param n how many complete sheets are included
/// @param of how many cuppers the panel has: show "n of m"
/// @param deviation the sample standard deviation
/// @param trimmedMean without the least and the largest score from five scores on
/// @param marks every included score, with how far out it lies
/// @param exclusions what was left out, and why
public record SampleStatistics(
        String sample,
        int n,
        int of,
        Measure mean,
        Measure median,
        Measure deviation,
        Measure trimmedMean,
        List<Mark> marks,
        List<Exclusion> exclusions) {

    /// From here on a score is flagged as an outlier. It is never dropped for it.
    public static final double Z_FLAGGED_ABOVE = 3.5;

    /// With no spread around the median there is no z; then a score this many points away is flagged.
    public static final double POINTS_FLAGGED_ABOVE = 2;

    /// Makes the median deviation comparable to a standard deviation.
    private static final double Z_FACTOR = 0.6745;

    public SampleStatistics {
        marks = List.copyOf(marks);
        exclusions = List.copyOf(exclusions);
    }

    /// @param cupper empty where it is not told
    /// @param modifiedZ 0.6745 (x - median) / median deviation
    public record Mark(String cupper, long hundredths, Measure modifiedZ, boolean flagged) {}

    /// @param hundredths the score that was left out; absent when the sheet was not complete
    public record Exclusion(String cupper, Optional<Long> hundredths, String reason) {}

    /// For those who may see what the panel made of a sample, and not who scored what: the scores in rising order, and no exclusions.
    public SampleStatistics anonymous() {
        return new SampleStatistics(
                sample,
                n,
                of,
                mean,
                median,
                deviation,
                trimmedMean,
                marks.stream()
                        .sorted(Comparator.comparingLong(Mark::hundredths))
                        .map(mark ->
                                new Mark("", mark.hundredths(), mark.modifiedZ(), mark.flagged()))
                        .toList(),
                List.of());
    }

    /// @param sheets of this sample
    static SampleStatistics of(String sample, int panel, List<PanelSheet> sheets) {
        List<PanelSheet> included = sheets.stream().filter(PanelSheet::counts).toList();
        double[] scores =
                included.stream().mapToDouble(s -> s.hundredths().orElseThrow()).toArray();
        List<Exclusion> exclusions =
                sheets.stream()
                        .filter(s -> s.excluded().isPresent())
                        .map(s ->
                                new Exclusion(
                                        s.cupper(), s.hundredths(), s.excluded().orElseThrow()))
                        .toList();
        int n = scores.length;
        Measure none = Measure.absent(Measure.Reason.NO_SCORES);
        if (n == 0) {
            return new SampleStatistics(
                    sample, 0, panel, none, none, none, none, List.of(), exclusions);
        }
        return new SampleStatistics(
                sample,
                n,
                panel,
                points(Spread.mean(scores)),
                points(Spread.median(scores)),
                n == 1
                        ? Measure.absent(Measure.Reason.ONE_SCORE)
                        : points(Spread.sampleDeviation(scores)),
                points(Spread.trimmedMean(scores)),
                marks(included, scores),
                exclusions);
    }

    private static List<Mark> marks(List<PanelSheet> included, double[] scores) {
        double median = Spread.median(scores);
        double spread = Spread.medianDeviation(scores);
        return included.stream()
                .map(sheet ->
                        mark(sheet.cupper(), sheet.hundredths().orElseThrow(), median, spread))
                .toList();
    }

    private static Mark mark(String cupper, long hundredths, double median, double spread) {
        double distance = hundredths - median;
        if (spread == 0) {
            boolean far = Math.abs(distance) > POINTS_FLAGGED_ABOVE * 100;
            return new Mark(cupper, hundredths, Measure.absent(Measure.Reason.NO_SPREAD), far);
        }
        double z = Z_FACTOR * distance / spread;
        return new Mark(cupper, hundredths, Measure.of(z), Math.abs(z) > Z_FLAGGED_ABOVE);
    }

    private static Measure points(double hundredths) {
        return Measure.of(hundredths / 100);
    }
}
