package coffee.crema.tastings.statistics;

import java.util.Arrays;
import java.util.List;

/// How far cuppers agree, over those who scored every sample.
///
/// @param cuppers how many those are
/// @param of how many the panel has
/// @param kendallW of the ranks, corrected for ties: 0 none, 1 full agreement
/// @param chiSquare of W
/// @param degreesOfFreedom of chi-square; 0 when there is no W
/// @param iccSingle ICC(2,1): two-way random effects, absolute agreement, one cupper
/// @param iccPanel ICC(2,k): the same of the panel's mean
public record Agreement(
        int cuppers,
        int of,
        Measure kendallW,
        Measure chiSquare,
        int degreesOfFreedom,
        Measure iccSingle,
        Measure iccPanel) {

    /// @param rows one of each cupper, with a score for each sample
    static Agreement of(List<long[]> rows, int samples, int panel) {
        if (samples < 2) {
            return none(rows.size(), panel, Measure.Reason.TOO_FEW_SAMPLES);
        }
        if (rows.size() < 2) {
            return none(rows.size(), panel, Measure.Reason.TOO_FEW_CUPPERS);
        }
        Measure w = kendall(rows, samples);
        Measure chi =
                switch (w) {
                    case Measure.Value(double value) ->
                            Measure.of(rows.size() * (samples - 1.0) * value);
                    case Measure.Absent absent -> absent;
                };
        var squares = MeanSquares.of(rows, samples);
        return new Agreement(
                rows.size(),
                panel,
                w,
                chi,
                w instanceof Measure.Value ? samples - 1 : 0,
                squares.iccSingle(),
                squares.iccPanel());
    }

    private static Agreement none(int cuppers, int panel, Measure.Reason reason) {
        Measure absent = Measure.absent(reason);
        return new Agreement(cuppers, panel, absent, absent, 0, absent, absent);
    }

    private static Measure kendall(List<long[]> rows, int n) {
        double m = rows.size();
        double[] rankSums = new double[n];
        double ties = 0;
        for (long[] row : rows) {
            double[] ranks = ranks(row);
            for (int i = 0; i < n; i++) {
                rankSums[i] += ranks[i];
            }
            ties += tieTerm(row);
        }
        double mean = Spread.mean(rankSums);
        double squares = Arrays.stream(rankSums).map(r -> (r - mean) * (r - mean)).sum();
        double cubes = (double) n * n * n - n;
        double below = m * m * cubes - m * ties;
        return below <= 0
                ? Measure.absent(Measure.Reason.NO_SPREAD)
                : Measure.of(12 * squares / below);
    }

    /// Equal scores share the mean of their ranks.
    private static double[] ranks(long[] row) {
        double[] ranks = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            int below = 0;
            int same = 0;
            for (long other : row) {
                below += other < row[i] ? 1 : 0;
                same += other == row[i] ? 1 : 0;
            }
            ranks[i] = below + (same + 1) / 2.0;
        }
        return ranks;
    }

    /// The sum of t^3 - t over groups of t equal scores.
    private static double tieTerm(long[] row) {
        double sum = 0;
        for (long score : row) {
            double same = Arrays.stream(row).filter(other -> other == score).count();
            sum += same * same - 1;
        }
        return sum;
    }

    /// Of the two-way layout, n samples by k cuppers.
    ///
    /// @param between samples
    /// @param cuppers between cuppers
    /// @param rest what neither explains
    private record MeanSquares(double between, double cuppers, double rest, int n, int k) {

        static MeanSquares of(List<long[]> rows, int n) {
            int k = rows.size();
            // Measured from one of the scores, all sums are whole and small, so that "all equal" is
            // exactly zero.
            long origin = rows.getFirst()[0];
            double total = 0;
            double squares = 0;
            double cupperSquares = 0;
            double[] sampleSums = new double[n];
            for (long[] row : rows) {
                double cupperSum = 0;
                for (int i = 0; i < n; i++) {
                    double value = row[i] - origin;
                    cupperSum += value;
                    sampleSums[i] += value;
                    squares += value * value;
                }
                total += cupperSum;
                cupperSquares += cupperSum * cupperSum;
            }
            double sampleSquares = Arrays.stream(sampleSums).map(s -> s * s).sum();
            // All times n k, so that nothing is divided before it is compared with zero.
            double all = (double) n * k;
            double correction = total * total;
            double between = n * sampleSquares - correction;
            double cuppers = k * cupperSquares - correction;
            double rest = all * squares - correction - between - cuppers;
            return new MeanSquares(
                    between / all / (n - 1),
                    cuppers / all / (k - 1),
                    Math.max(0, rest) / all / ((n - 1.0) * (k - 1)),
                    n,
                    k);
        }

        Measure iccSingle() {
            return ratio(between + (k - 1) * rest + k * (cuppers - rest) / n);
        }

        Measure iccPanel() {
            return ratio(between + (cuppers - rest) / n);
        }

        private Measure ratio(double below) {
            if (between == 0 && cuppers == 0 && rest == 0) {
                return Measure.absent(Measure.Reason.NO_SPREAD);
            }
            return below <= 0
                    ? Measure.absent(Measure.Reason.UNDEFINED)
                    : Measure.of((between - rest) / below);
        }
    }
}
