package coffee.crema.tastings.score;

import coffee.crema.tastings.form.ScoreRule.DefectRule;
import java.util.List;

/// Which cups are defective in a form that counts them cup by cup.
///
/// @param cups those with a type: marked in the form while a type is given for the sample, or named by a report with a type
/// @param untyped how many more are marked or reported without a type
record DefectiveCups(CupMarks cups, int untyped) {

    static DefectiveCups of(DefectRule rule, SheetEntry entry) {
        CupMarks none = CupMarks.none(entry.cups());
        if (!(rule instanceof DefectRule.PerCup perCup)) {
            return new DefectiveCups(none, 0);
        }
        CupMarks marked = entry.marks(perCup.field()).orElse(none);
        CupMarks typed = none;
        CupMarks mentioned = marked;
        for (Defect defect : entry.defects().orElse(List.of())) {
            CupMarks named = defect.cups().orElse(marked);
            mentioned = mentioned.or(named);
            typed = defect.type().isPresent() ? typed.or(named) : typed;
        }
        return new DefectiveCups(typed, mentioned.without(typed).count());
    }
}
