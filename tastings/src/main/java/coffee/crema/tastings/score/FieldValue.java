package coffee.crema.tastings.score;

import java.util.List;

/// What a field of a sheet may hold.
public sealed interface FieldValue {

    /// @param millis in thousandths
    record Marked(int millis) implements FieldValue {}

    record Cups(CupMarks cups) implements FieldValue {}

    record Ticked(List<String> options) implements FieldValue {
        public Ticked {
            options = List.copyOf(options);
        }
    }

    record Noted(String text) implements FieldValue {}

    record Reported(List<Defect> defects) implements FieldValue {
        public Reported {
            defects = List.copyOf(defects);
        }
    }
}
