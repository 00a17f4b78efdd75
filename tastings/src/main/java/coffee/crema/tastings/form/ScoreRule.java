package coffee.crema.tastings.form;

import java.util.List;
import java.util.Map;

/// How a form's fields make a score: a constant, a weighted sum of scales, points for cups, deductions for defects, and one rounding at
/// the end. There is no code in a form.
///
/// All numbers are whole. A value counts thousandths and a weight millionths, so an exact score is a whole number of 10^-9 times the cups. With
/// the bounds of {@link FormLimits} it stays below 10^18.
///
/// @param constantMicros in millionths
/// @param roundHundredths the total is rounded to a multiple of this, ties up
/// @param terms one for each scored scale
/// @param cups one for each scored row of cups
/// @param defects what defects cost
public record ScoreRule(
        long constantMicros,
        int roundHundredths,
        List<Term> terms,
        List<CupTerm> cups,
        DefectRule defects) {

    /// @param weightMicros in millionths; the value of the field is multiplied by it
    public record Term(String field, long weightMicros) {}

    /// Points for each cup with a yes. Fewer or more cups than the form's usual number weigh so that all of them count as much as usual.
    ///
    /// @param pointsMicros in millionths. Above zero, the field must be filled in; below zero, it holds exceptions, and no yes means none
    /// @param compares whether it says something of cups beside one another. A single cup has none beside it: it gets the points, or no deduction
    public record CupTerm(String field, long pointsMicros, boolean compares) {
        public boolean rewards() {
            return pointsMicros > 0;
        }
    }

    /// What defects cost.
    public sealed interface DefectRule {

        /// The form deducts nothing.
        record None() implements DefectRule {}

        /// Each report costs points x intensity x cups.
        ///
        /// @param pointsMicros by type of defect
        /// @param intensityMax 0 where reports have no intensity
        /// @param adapted whether the cups weigh as usual / poured
        record Reported(
                Map<String, Long> pointsMicros, int intensityMin, int intensityMax, boolean adapted)
                implements DefectRule {
            public boolean graded() {
                return intensityMax > 0;
            }
        }

        /// Each defective cup that a type is given for costs points, once.
        ///
        /// @param field the row of cups that marks them
        /// @param differs the row of cups that every defective cup is also counted in, except where all cups are defective
        record PerCup(String field, long pointsMicros, String differs) implements DefectRule {}
    }

    /// Whether the number of cups changes what a cup weighs.
    public boolean dependsOnCups() {
        return !cups.isEmpty()
                || switch (defects) {
                    case DefectRule.None() -> false;
                    case DefectRule.Reported reported -> reported.adapted();
                    case DefectRule.PerCup _ -> true;
                };
    }
}
