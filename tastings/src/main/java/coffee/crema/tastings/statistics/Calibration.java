package coffee.crema.tastings.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// How far each cupper is from the scores that a calibration round aims at.
///
/// @param cuppers in the order given
public record Calibration(List<Deviation> cuppers) {

    public Calibration {
        cuppers = List.copyOf(cuppers);
    }

    /// @param scored how many of the samples with a target the cupper scored
    /// @param of how many samples have a target
    /// @param mean the mean of score minus target, in points: above zero is generous
    /// @param meanAbsolute the mean distance, in points
    public record Deviation(
            String cupper, int scored, int of, Measure mean, Measure meanAbsolute) {}

    /// @param targets in hundredths, by sample
    public static Calibration of(
            List<String> cuppers, Map<String, Long> targets, List<PanelSheet> sheets) {
        return new Calibration(
                cuppers.stream().map(cupper -> deviation(cupper, targets, sheets)).toList());
    }

    private static Deviation deviation(
            String cupper, Map<String, Long> targets, List<PanelSheet> sheets) {
        double[] distances =
                sheets.stream()
                        .filter(s -> s.cupper().equals(cupper) && s.counts())
                        .filter(s -> targets.containsKey(s.sample()))
                        .mapToDouble(s ->
                                s.hundredths().orElseThrow()
                                        - (double) targets.getOrDefault(s.sample(), 0L))
                        .toArray();
        if (distances.length == 0) {
            Measure none = Measure.absent(Measure.Reason.NO_SCORES);
            return new Deviation(cupper, 0, targets.size(), none, none);
        }
        double[] absolute = Arrays.stream(distances).map(Math::abs).toArray();
        return new Deviation(
                cupper,
                distances.length,
                targets.size(),
                Measure.of(Spread.mean(distances) / 100),
                Measure.of(Spread.mean(absolute) / 100));
    }
}
