package coffee.crema.tastings.sample;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which columns of a file make up a grading. Column names are compared in lower case with `_` for all else.
///
/// @param id as answers name it
/// @param parts the columns whose sum is the total
/// @param deduction the column that is taken off the sum, where the file has it
/// @param total the column of the total
public record GradingLayout(String id, List<String> parts, String deduction, String total) {

    /// Gradings of arabica by the Coffee Quality Institute.
    public static final GradingLayout CQI_ARABICA =
            new GradingLayout(
                    "cqi-arabica",
                    List.of(
                            "aroma",
                            "flavor",
                            "aftertaste",
                            "acidity",
                            "body",
                            "balance",
                            "uniformity",
                            "clean_cup",
                            "sweetness",
                            "overall"),
                    "defects",
                    "total");

    /// Gradings of robusta by the Coffee Quality Institute.
    public static final GradingLayout CQI_ROBUSTA =
            new GradingLayout(
                    "cqi-robusta",
                    List.of(
                            "fragrance_aroma",
                            "flavor",
                            "aftertaste",
                            "salt_acid",
                            "bitter_sweet",
                            "mouthfeel",
                            "uniform_cup",
                            "clean_cup",
                            "balance",
                            "overall"),
                    "defects",
                    "total");

    private static final List<GradingLayout> KNOWN = List.of(CQI_ARABICA, CQI_ROBUSTA);

    /// The layout all of whose columns a file has; absent when the file holds no gradings that are known.
    static Optional<GradingLayout> of(Set<String> columns) {
        return KNOWN.stream()
                .filter(l -> columns.containsAll(l.parts()) && columns.contains(l.total()))
                .findFirst();
    }

    boolean has(String column) {
        return parts.contains(column) || column.equals(deduction) || column.equals(total);
    }
}
