package coffee.crema.tastings.statistics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How many cuppers found what in a sample. A descriptor counts once a cupper, in however many fields it was ticked.
///
/// @param panel how many cuppers are counted
/// @param counts the most frequent first; equal ones by id
public record DescriptorCounts(int panel, List<Count> counts) {

    /// Shown by default from this share of the panel on.
    public static final int SHOWN_FROM_PERCENT = 30;

    public DescriptorCounts {
        counts = List.copyOf(counts);
    }

    public record Count(String descriptor, int cuppers) {}

    /// @param ticked what each cupper ticked; a cupper who ticked nothing still belongs to the panel
    public static DescriptorCounts of(Collection<Set<String>> ticked) {
        Map<String, Long> counts =
                ticked.stream()
                        .flatMap(Set::stream)
                        .collect(Collectors.groupingBy(d -> d, Collectors.counting()));
        return new DescriptorCounts(
                ticked.size(),
                counts.entrySet().stream()
                        .map(e -> new Count(e.getKey(), Math.toIntExact(e.getValue())))
                        .sorted(
                                Comparator.comparingInt(Count::cuppers)
                                        .reversed()
                                        .thenComparing(Count::descriptor))
                        .toList());
    }

    /// Those that enough of the panel found.
    public List<Count> shown() {
        return counts.stream()
                .filter(count -> count.cuppers() * 100L >= (long) SHOWN_FROM_PERCENT * panel)
                .toList();
    }
}
