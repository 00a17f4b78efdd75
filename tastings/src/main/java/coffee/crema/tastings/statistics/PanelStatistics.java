package coffee.crema.tastings.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a panel says: over complete sheets that are not excluded, and nothing else.
///
/// @param samples in the order given
/// @param biases one for each cupper, in the order given
public record PanelStatistics(
        List<SampleStatistics> samples, Agreement agreement, List<Bias> biases) {

    public PanelStatistics {
        samples = List.copyOf(samples);
        biases = List.copyOf(biases);
    }

    /// How far a cupper lies from the rest of the panel.
    ///
    /// @param points the mean, over the samples that somebody else scored too, of the cupper's score minus the mean of the others
    /// @param samples how many samples that is
    public record Bias(String cupper, Measure points, int samples) {}

    /// @param cuppers all of the panel, whether or not they scored
    /// @param samples all of the flight
    /// @param sheets at most one for a cupper and sample
    public static PanelStatistics of(
            List<String> cuppers, List<String> samples, List<PanelSheet> sheets) {
        var table = new Table(cuppers, samples, sheets);
        return new PanelStatistics(
                samples.stream()
                        .map(sample ->
                                SampleStatistics.of(
                                        sample,
                                        cuppers.size(),
                                        sheets.stream()
                                                .filter(s -> s.sample().equals(sample))
                                                .toList()))
                        .toList(),
                Agreement.of(table.completeRows(), samples.size(), cuppers.size()),
                cuppers.stream().map(table::bias).toList());
    }

    /// The included scores by cupper and sample.
    private static final class Table {
        private final List<String> cuppers;
        private final List<String> samples;
        private final Map<String, Map<String, Long>> scores = new HashMap<>();

        Table(List<String> cuppers, List<String> samples, List<PanelSheet> sheets) {
            this.cuppers = cuppers;
            this.samples = samples;
            for (PanelSheet sheet : sheets) {
                if (sheet.counts()) {
                    Long before =
                            scores.computeIfAbsent(sheet.cupper(), _ -> new HashMap<>())
                                    .put(sheet.sample(), sheet.hundredths().orElseThrow());
                    if (before != null) {
                        throw new IllegalArgumentException(
                                "two sheets of one cupper for sample " + sheet.sample());
                    }
                }
            }
        }

        private Optional<Long> score(String cupper, String sample) {
            return Optional.ofNullable(scores.getOrDefault(cupper, Map.of()).get(sample));
        }

        /// The rows of those who scored every sample.
        List<long[]> completeRows() {
            return cuppers.stream()
                    .filter(c -> samples.stream().allMatch(s -> score(c, s).isPresent()))
                    .map(c -> samples.stream().mapToLong(s -> score(c, s).orElseThrow()).toArray())
                    .toList();
        }

        Bias bias(String cupper) {
            double sum = 0;
            int counted = 0;
            for (String sample : samples) {
                Optional<Long> own = score(cupper, sample);
                double[] others =
                        cuppers.stream()
                                .filter(other -> !other.equals(cupper))
                                .flatMap(other -> score(other, sample).stream())
                                .mapToDouble(Long::doubleValue)
                                .toArray();
                if (own.isPresent() && others.length > 0) {
                    sum += own.get() - Spread.mean(others);
                    counted++;
                }
            }
            if (counted == 0) {
                boolean alone = scores.containsKey(cupper);
                return new Bias(
                        cupper,
                        Measure.absent(
                                alone ? Measure.Reason.TOO_FEW_CUPPERS : Measure.Reason.NO_SCORES),
                        0);
            }
            return new Bias(cupper, Measure.of(sum / counted / 100), counted);
        }
    }
}
