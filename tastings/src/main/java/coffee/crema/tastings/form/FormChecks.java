package coffee.crema.tastings.form;

import coffee.crema.tastings.form.ScoreRule.DefectRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a schema cannot say of a form: that names are unique and known, and that a scale is made of whole steps.
final class FormChecks {
    private final Form form;
    private final List<FormError> errors;

    private FormChecks(Form form, List<FormError> errors) {
        this.form = form;
        this.errors = errors;
    }

    static void check(Form form, List<FormError> errors) {
        var checks = new FormChecks(form, errors);
        checks.unique("/sections", form.sections().stream().map(FormSection::id).toList());
        checks.unique("/fields", form.fields().stream().map(FormField::id).toList());
        checks.unique("/defects", form.defects().stream().map(DefectType::id).toList());
        for (int i = 0; i < form.fields().size(); i++) {
            checks.field(form.fields().get(i), "/fields/" + i);
        }
        form.scoring().ifPresent(checks::scoring);
    }

    private void unique(String at, List<String> ids) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!seen.add(ids.get(i))) {
                error(at + "/" + i + "/id", "unique", "\"" + ids.get(i) + "\" is there twice");
            }
        }
    }

    private void field(FormField field, String at) {
        if (form.sections().stream().noneMatch(s -> s.id().equals(field.section()))) {
            error(
                    at + "/section",
                    "unknown-section",
                    "no section has the id \"" + field.section() + "\"");
        }
        switch (field) {
            case FormField.Scale scale -> scale(scale, at);
            case FormField.Ticks ticks -> ticks(ticks, at);
            case FormField.Cups _, FormField.Note _ -> {}
        }
    }

    private void scale(FormField.Scale scale, String at) {
        if (scale.minMillis() >= scale.maxMillis()) {
            error(at + "/max", "range", "the largest value must be above the least");
            return;
        }
        if (scale.stepMillis() <= 0
                || (scale.maxMillis() - scale.minMillis()) % scale.stepMillis() != 0) {
            error(at + "/step", "step", "the range must be a whole number of steps above zero");
        }
        int before = Integer.MIN_VALUE;
        for (int i = 0; i < scale.bands().size(); i++) {
            int from = scale.bands().get(i).fromMillis();
            if (from <= before || from < scale.minMillis() || from > scale.maxMillis()) {
                error(at + "/bands/" + i + "/from", "bands", "bands rise, inside the scale");
            }
            before = from;
        }
    }

    private void ticks(FormField.Ticks ticks, String at) {
        unique(at + "/options", ticks.options().stream().map(FormField.Option::id).toList());
        if (ticks.ticksMax() > ticks.options().size()) {
            error(at + "/max", "max", "there are only " + ticks.options().size() + " options");
        }
        for (int i = 0; i < ticks.options().size(); i++) {
            FormField.Option option = ticks.options().get(i);
            boolean known =
                    option.parent().stream()
                            .flatMap(parent -> ticks.option(parent).stream())
                            .anyMatch(
                                    parent -> parent.parent().isEmpty() && !parent.equals(option));
            if (option.parent().isPresent() && !known) {
                error(
                        at + "/options/" + i + "/parent",
                        "unknown-parent",
                        "the parent must be another option that has none itself");
            }
        }
    }

    private void scoring(ScoreRule rule) {
        if (rule.roundHundredths() <= 0) {
            error("/scoring/round", "round", "a multiple of 0.01 above zero");
        }
        Set<String> used = new HashSet<>();
        for (int i = 0; i < rule.terms().size(); i++) {
            String field = rule.terms().get(i).field();
            scored("/scoring/terms/" + i, field, FormField.Scale.class, used);
        }
        for (int i = 0; i < rule.cups().size(); i++) {
            ScoreRule.CupTerm term = rule.cups().get(i);
            scored("/scoring/cups/" + i, term.field(), FormField.Cups.class, used);
            if (term.pointsMicros() == 0) {
                error("/scoring/cups/" + i + "/points", "points", "not zero");
            }
        }
        switch (rule.defects()) {
            case DefectRule.None() -> {}
            case DefectRule.Reported reported -> reported(reported);
            case DefectRule.PerCup perCup -> perCup(perCup, rule, used);
        }
    }

    private void scored(
            String at, String field, Class<? extends FormField> kind, Set<String> used) {
        if (form.field(field).filter(kind::isInstance).isEmpty()) {
            error(
                    at + "/field",
                    "unknown-field",
                    "no field of type " + kindName(kind) + " has the id \"" + field + "\"");
        }
        if (!used.add(field)) {
            error(at + "/field", "unique", "\"" + field + "\" is scored twice");
        }
    }

    private static String kindName(Class<? extends FormField> kind) {
        return kind == FormField.Scale.class ? "scale" : "cups";
    }

    private void reported(DefectRule.Reported rule) {
        for (String type : rule.pointsMicros().keySet()) {
            if (form.defects().stream().noneMatch(d -> d.id().equals(type))) {
                error(
                        "/scoring/defects/points/" + type,
                        "unknown-defect",
                        "no defect has the id \"" + type + "\"");
            }
        }
        for (int i = 0; i < form.defects().size(); i++) {
            if (!rule.pointsMicros().containsKey(form.defects().get(i).id())) {
                error("/defects/" + i, "points", "the score does not say what it costs");
            }
        }
        if (rule.graded() && rule.intensityMin() > rule.intensityMax()) {
            error("/scoring/defects/intensity/max", "range", "at least the least intensity");
        }
    }

    private void perCup(DefectRule.PerCup rule, ScoreRule scoring, Set<String> used) {
        scored("/scoring/defects", rule.field(), FormField.Cups.class, used);
        if (!rule.differs().isEmpty()
                && scoring.cups().stream().noneMatch(c -> c.field().equals(rule.differs()))) {
            error(
                    "/scoring/defects/differs",
                    "unknown-field",
                    "no scored row of cups has the id \"" + rule.differs() + "\"");
        }
        if (form.defects().isEmpty()) {
            error(
                    "/defects",
                    "minItems",
                    "a defective cup counts with a type only: name at least one");
        }
    }

    private void error(String at, String rule, String message) {
        if (errors.size() < FormLimits.ERRORS_MAX) {
            errors.add(new FormError(at, rule, message));
        }
    }
}
