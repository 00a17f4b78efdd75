package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Decimal;
import coffee.crema.tastings.form.Form;
import java.math.BigDecimal;
import java.util.List;

/// What an entry scores.
public sealed interface Score {

    /// @param hundredths the final score
    /// @param beforeDefectsHundredths the score without what defects cost, rounded as the score is
    /// @param parts what each scored field gave or took, each rounded for itself: show them, do not add them up
    /// @param adapted whether more or fewer cups than the form's usual number were poured, and weighed so that they count as usual
    /// @param untypedDefects cups marked as defective that cost nothing, because no type was given for them
    record Complete(
            long hundredths,
            long beforeDefectsHundredths,
            List<Part> parts,
            boolean adapted,
            int untypedDefects)
            implements Score {
        public Complete {
            parts = List.copyOf(parts);
        }

        /// With two digits, as scores are written: `86.25`.
        public String text() {
            return BigDecimal.valueOf(hundredths, 2).toPlainString();
        }
    }

    /// @param field the field's id, {@link Part#CONSTANT}, or {@link Completion#DEFECTS}
    /// @param hundredths below zero for a deduction
    record Part(String field, long hundredths) {
        /// The form's constant; no field has this id, since it is no field id.
        public static final String CONSTANT = "+";

        public String text() {
            return Decimal.text(hundredths, 2);
        }
    }

    /// There is no score yet, not even a provisional one.
    record Incomplete(Completion completion) implements Score {}

    /// The form is recorded and not scored.
    record Unscored(Completion completion) implements Score {}

    /// Scores an entry by its form. Whole numbers only; the same everywhere.
    static Score of(Form form, SheetEntry entry) {
        Completion completion = Completion.of(form, entry);
        if (form.scoring().isEmpty()) {
            return new Unscored(completion);
        }
        return completion.complete()
                ? new Tally(form, form.scoring().get(), entry).score()
                : new Incomplete(completion);
    }
}
