package coffee.crema.tastings.session;

import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.session.PanelView.DescriptorView;
import coffee.crema.tastings.session.Panels.Entry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a panel makes of one sample: over complete sheets that count.
final class PanelMath {
    /// A descriptor is shown when so much of the panel gave it.
    private static final double SHOWN_FROM = 0.3;

    private PanelMath() {}

    /// @param entries of one sample
    static PanelView panel(List<Entry> entries) {
        List<Entry> counting = entries.stream().filter(Entry::counts).toList();
        double[] totals =
                counting.stream().mapToDouble(e -> e.total().orElseThrow()).sorted().toArray();
        boolean adapted =
                counting.stream()
                        .anyMatch(e -> e.score() instanceof Score.Complete c && c.adapted());
        return new PanelView(
                totals.length,
                entries.size(),
                adapted,
                mean(totals, 0),
                median(totals),
                deviation(totals),
                mean(totals, totals.length >= 5 ? 1 : 0),
                descriptors(entries));
    }

    /// @param trimmed left out at both ends
    private static @Nullable Double mean(double[] sorted, int trimmed) {
        int n = sorted.length - 2 * trimmed;
        if (n < 1) {
            return null;
        }
        double sum = 0;
        for (int i = trimmed; i < sorted.length - trimmed; i++) {
            sum += sorted[i];
        }
        return rounded(sum / n);
    }

    private static @Nullable Double median(double[] sorted) {
        int n = sorted.length;
        if (n == 0) {
            return null;
        }
        return rounded(n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2);
    }

    private static @Nullable Double deviation(double[] totals) {
        if (totals.length < 2) {
            return null;
        }
        double mean = 0;
        for (double total : totals) {
            mean += total / totals.length;
        }
        double squares = 0;
        for (double total : totals) {
            squares += (total - mean) * (total - mean);
        }
        return rounded(Math.sqrt(squares / (totals.length - 1)));
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    /// Each counts once a cupper.
    private static List<DescriptorView> descriptors(List<Entry> entries) {
        Map<String, Integer> cuppersOf = new HashMap<>();
        int cuppers = 0;
        for (Entry entry : entries) {
            if (entry.excluded().isEmpty()) {
                cuppers++;
                ticked(entry).forEach(option -> cuppersOf.merge(option, 1, Integer::sum));
            }
        }
        double needed = cuppers * SHOWN_FROM;
        return cuppersOf.entrySet().stream()
                .filter(one -> one.getValue() >= needed)
                .map(one -> new DescriptorView(one.getKey(), one.getValue()))
                .sorted(
                        Comparator.comparingInt(DescriptorView::cuppers)
                                .reversed()
                                .thenComparing(DescriptorView::id))
                .toList();
    }

    private static Set<String> ticked(Entry entry) {
        Set<String> all = new HashSet<>();
        entry.sheet().values().keySet().forEach(field -> all.addAll(entry.sheet().ticks(field)));
        return all;
    }
}
