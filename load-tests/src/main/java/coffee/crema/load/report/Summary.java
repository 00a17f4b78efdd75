package coffee.crema.load.report;

import coffee.crema.load.Contender;
import coffee.crema.load.workload.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// All runs of one workload.
public record Summary(String workload, List<Sample> samples) {

    /// Lowest, middle and highest of the runs.
    public record Spread(double min, double median, double max) {}

    /// Those of one workload among many.
    public static Summary of(String workload, List<Sample> all) {
        return new Summary(
                workload, all.stream().filter(each -> each.workload().equals(workload)).toList());
    }

    public OptionalDouble median(Contender system, Metric metric) {
        return spread(system, metric)
                .map(each -> OptionalDouble.of(each.median()))
                .orElse(OptionalDouble.empty());
    }

    public Optional<Spread> spread(Contender system, Metric metric) {
        double[] values =
                samples.stream()
                        .filter(each ->
                                each.system() == system && each.values().containsKey(metric))
                        .mapToDouble(each -> each.values().get(metric))
                        .sorted()
                        .toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        int middle = values.length / 2;
        double median =
                values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        return Optional.of(new Spread(values[0], median, values[values.length - 1]));
    }

    public List<Contender> systems() {
        return Arrays.stream(Contender.values())
                .filter(system -> samples.stream().anyMatch(each -> each.system() == system))
                .toList();
    }

    public List<Metric> metrics() {
        return Arrays.stream(Metric.values())
                .filter(metric ->
                        samples.stream().anyMatch(each -> each.values().containsKey(metric)))
                .toList();
    }

    public long runs(Contender system) {
        return samples.stream().filter(each -> each.system() == system).count();
    }
}
