package coffee.crema.tastings.statistics;

import java.util.Arrays;

/// Figures of a row of numbers that is not empty. Scores come in hundredths, which doubles hold exactly.
final class Spread {
    private Spread() {}

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// With n - 1 below; at least two values.
    static double sampleDeviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /// Without the least and the largest from five values on; the mean of all below that.
    static double trimmedMean(double[] values) {
        if (values.length < 5) {
            return mean(values);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return mean(Arrays.copyOfRange(sorted, 1, sorted.length - 1));
    }

    /// The median distance from the median.
    static double medianDeviation(double[] values) {
        double median = median(values);
        return median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
    }
}
