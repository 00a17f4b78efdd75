package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Decimal;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.ScoreRule;
import coffee.crema.tastings.form.ScoreRule.CupTerm;
import coffee.crema.tastings.form.ScoreRule.DefectRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds up one complete entry. Amounts are exact: whole numbers of 10^-9 points divided by the number of cups poured. They are rounded once.
final class Tally {
    /// What one point is, before the division by the cups: thousandths of a value times millionths of a weight.
    private static final long POINT = 1_000_000_000L;

    private static final long MICRO = POINT / 1_000_000;
    private static final long HUNDREDTH = POINT / 100;

    private final Form form;
    private final ScoreRule rule;
    private final SheetEntry entry;
    private final int poured;
    private final DefectiveCups defective;
    private final List<Score.Part> parts = new ArrayList<>();

    Tally(Form form, ScoreRule rule, SheetEntry entry) {
        this.form = form;
        this.rule = rule;
        this.entry = entry;
        this.poured = entry.cups();
        this.defective = DefectiveCups.of(rule.defects(), entry);
    }

    Score score() {
        long constant = rule.constantMicros() * MICRO * poured;
        if (constant != 0) {
            part(Score.Part.CONSTANT, constant);
        }
        long total = constant;
        for (ScoreRule.Term term : rule.terms()) {
            long amount = (long) entry.millis(term.field()).orElseThrow() * term.weightMicros();
            total += part(term.field(), amount * poured);
        }
        long differing = 0;
        for (CupTerm term : rule.cups()) {
            total += part(term.field(), cupPoints(term, marked(term.field())));
            differing += defectiveShare(term);
        }
        long defects = differing + defectCost();
        if (defects != 0) {
            part(Completion.DEFECTS, defects);
        }
        return new Score.Complete(
                rounded(total + defects),
                rounded(total),
                parts,
                poured != form.cups() && rule.dependsOnCups(),
                defective.untyped());
    }

    private CupMarks marked(String field) {
        return entry.marks(field).orElse(CupMarks.none(poured));
    }

    private long cupPoints(CupTerm term, CupMarks marks) {
        int counted = marks.count();
        if (term.compares() && poured == 1) {
            counted = term.rewards() ? 1 : 0;
        }
        return term.pointsMicros() * MICRO * form.cups() * counted;
    }

    /// What defective cups cost more by being different from the others too.
    private long defectiveShare(CupTerm term) {
        if (!(rule.defects() instanceof DefectRule.PerCup perCup)
                || !perCup.differs().equals(term.field())
                || defective.cups().all()) {
            return 0;
        }
        return cupPoints(term, defective.cups().without(marked(term.field())));
    }

    private long defectCost() {
        return switch (rule.defects()) {
            case DefectRule.None() -> 0;
            case DefectRule.PerCup perCup ->
                    -perCup.pointsMicros() * MICRO * form.cups() * defective.cups().count();
            case DefectRule.Reported reported -> -reported(reported);
        };
    }

    private long reported(DefectRule.Reported reported) {
        long cost = 0;
        int weight = reported.adapted() ? form.cups() : poured;
        for (Defect defect : entry.defects().orElseThrow()) {
            Optional<Long> points = defect.type().map(reported.pointsMicros()::get);
            cost += points.orElseThrow() * MICRO * defect.intensity() * defect.count() * weight;
        }
        return cost;
    }

    private long part(String field, long amount) {
        parts.add(new Score.Part(field, Decimal.roundHalfUp(amount, HUNDREDTH * poured)));
        return amount;
    }

    private long rounded(long amount) {
        long unit = HUNDREDTH * rule.roundHundredths();
        return Decimal.roundHalfUp(amount, unit * poured) * rule.roundHundredths();
    }
}
