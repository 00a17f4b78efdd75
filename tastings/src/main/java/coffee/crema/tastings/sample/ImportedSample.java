package coffee.crema.tastings.sample;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// One row of an imported file.
///
/// @param line where it begins in the file, from 1
/// @param lot what the file calls it; `row-N` when it does not
/// @param identity all that the row says besides the grading, by column; hidden until the reveal
/// @param grading absent when the file holds none, or one of its numbers cannot be read
public record ImportedSample(
        long line, String lot, Map<String, String> identity, Optional<Grading> grading) {

    public ImportedSample {
        identity = Map.copyOf(identity);
    }

    /// What a panel scored, exactly as it is written in the file: means of panels have their own digits and are not rounded to any step.
    ///
    /// @param layout the id of the {@link GradingLayout}
    public record Grading(
            String layout, Map<String, BigDecimal> parts, BigDecimal deduction, BigDecimal total) {
        public Grading {
            parts = Map.copyOf(parts);
        }

        /// The sum of the parts without the deduction.
        public BigDecimal sum() {
            return parts.values().stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .subtract(deduction);
        }
    }
}
