package coffee.crema.tastings.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;

/// Scores in bins without gaps.
///
/// @param widthHundredths of a bin
/// @param bins rising; none when there is no score
public record Histogram(long widthHundredths, List<Bin> bins) {

    /// The width of a bin, as long as {@value #BINS_MAX} of them are enough.
    public static final long WIDTH_HUNDREDTHS = 25;

    public static final int BINS_MAX = 120;

    public Histogram {
        bins = List.copyOf(bins);
    }

    /// @param fromHundredths the least score in it
    public record Bin(long fromHundredths, int count) {}

    public static Histogram of(Collection<Long> hundredths) {
        if (hundredths.isEmpty()) {
            return new Histogram(WIDTH_HUNDREDTHS, List.of());
        }
        LongSummaryStatistics range =
                hundredths.stream().mapToLong(Long::longValue).summaryStatistics();
        long width = WIDTH_HUNDREDTHS;
        while (bin(range.getMax(), width) - bin(range.getMin(), width) >= BINS_MAX) {
            width *= 2;
        }
        long first = bin(range.getMin(), width);
        int[] counts = new int[(int) (bin(range.getMax(), width) - first) + 1];
        for (long score : hundredths) {
            counts[(int) (bin(score, width) - first)]++;
        }
        var bins = new ArrayList<Bin>();
        for (int i = 0; i < counts.length; i++) {
            bins.add(new Bin((first + i) * width, counts[i]));
        }
        return new Histogram(width, bins);
    }

    private static long bin(long score, long width) {
        return Math.floorDiv(score, width);
    }
}
