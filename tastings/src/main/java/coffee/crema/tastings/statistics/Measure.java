package coffee.crema.tastings.statistics;

import java.util.Locale;
import java.util.Optional;

/// A figure, or the reason why there is none. Never NaN, never infinite.
public sealed interface Measure {

    record Value(double value) implements Measure {
        public Value {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("not a figure: " + value);
            }
        }
    }

    record Absent(Reason reason) implements Measure {}

    enum Reason {
        /// No complete sheet is included.
        NO_SCORES,
        /// One score has no spread.
        ONE_SCORE,
        /// All scores are the same, so there is nothing to divide by.
        NO_SPREAD,
        /// It compares cuppers, and fewer than two scored everything.
        TOO_FEW_CUPPERS,
        /// It compares samples, and there is one, or none.
        TOO_FEW_SAMPLES,
        /// The figure is not defined for these scores.
        UNDEFINED;

        /// As answers and exports name it, for example `no-scores`.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Measure absent(Reason reason) {
        return new Absent(reason);
    }

    /// @return absent as {@link Reason#UNDEFINED} when the value is no figure
    static Measure of(double value) {
        return Double.isFinite(value) ? new Value(value) : new Absent(Reason.UNDEFINED);
    }

    default Optional<Double> figure() {
        return this instanceof Value(double value) ? Optional.of(value) : Optional.empty();
    }
}
