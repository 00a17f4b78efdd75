package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.ScoreRule;
import coffee.crema.tastings.form.ScoreRule.DefectRule;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Reads reports of defects. One wrong report makes all of them wrong: a deduction that cannot be understood must not be left out of a score.
final class DefectReader {
    private final Form form;
    private final DefectRule rule;
    private final int cups;
    private final BiConsumer<String, String> errors;

    DefectReader(Form form, int cups, BiConsumer<String, String> errors) {
        this.form = form;
        this.rule = form.scoring().map(ScoreRule::defects).orElse(new DefectRule.None());
        this.cups = cups;
        this.errors = errors;
    }

    Optional<List<Defect>> read(String at, JsonNode node) {
        if (!node.isArray() || node.size() > SheetEntry.DEFECTS_MAX) {
            errors.accept(at, "a list of at most " + SheetEntry.DEFECTS_MAX + " reports");
            return Optional.empty();
        }
        var defects = new ArrayList<Defect>();
        boolean right = true;
        for (int i = 0; i < node.size(); i++) {
            Optional<Defect> defect = defect(at + "/" + i, node.get(i));
            right &= defect.isPresent();
            defect.ifPresent(defects::add);
        }
        return right ? Optional.of(List.copyOf(defects)) : Optional.empty();
    }

    private Optional<Defect> defect(String at, JsonNode node) {
        if (!node.isObject()) {
            return refused(at, "an object");
        }
        Optional<String> type = type(node.path("type"));
        if (type.isEmpty() && !typeMayBeAbsent(node.path("type"))) {
            return refused(at + "/type", "one of " + knownTypes());
        }
        int intensity = intensity(node.path("intensity"));
        if (intensity == 0) {
            return refused(at + "/intensity", "a whole number in the form's range");
        }
        return withCups(at + "/cups", type, intensity, node.path("cups"));
    }

    private Optional<String> type(JsonNode node) {
        if (EntryReader.absent(node) && form.defects().size() == 1) {
            return Optional.of(form.defects().getFirst().id());
        }
        return Optional.ofNullable(node.textValue()).filter(knownTypes()::contains);
    }

    /// Where a defective cup counts with a type only, one that has none yet is legitimate and counts for nothing.
    private boolean typeMayBeAbsent(JsonNode node) {
        return EntryReader.absent(node) && rule instanceof DefectRule.PerCup;
    }

    private List<String> knownTypes() {
        return form.defects().stream().map(type -> type.id()).toList();
    }

    /// @return 0 when it is wrong
    private int intensity(JsonNode node) {
        if (!(rule instanceof DefectRule.Reported reported && reported.graded())) {
            return 1;
        }
        boolean right =
                node.isNumber()
                        && node.canConvertToExactIntegral()
                        && node.canConvertToInt()
                        && node.intValue() >= reported.intensityMin()
                        && node.intValue() <= reported.intensityMax();
        return right ? node.intValue() : 0;
    }

    private Optional<Defect> withCups(
            String at, Optional<String> type, int intensity, JsonNode node) {
        if (node.isArray()) {
            return new ValueReader(cups, errors)
                    .cups(at, node)
                    .map(marks -> new Defect(type, intensity, Optional.of(marks), marks.count()));
        }
        boolean perCup = rule instanceof DefectRule.PerCup;
        if (perCup && EntryReader.absent(node)) {
            return Optional.of(new Defect(type, intensity, Optional.empty(), 0));
        }
        boolean counted =
                !perCup
                        && node.isNumber()
                        && node.canConvertToExactIntegral()
                        && node.canConvertToInt()
                        && node.intValue() >= 0
                        && node.intValue() <= cups;
        if (!counted) {
            return refused(
                    at,
                    perCup
                            ? cups + " times true or false, one for each cup"
                            : "a number of cups, at most " + cups + ", or true or false for each");
        }
        return Optional.of(new Defect(type, intensity, Optional.empty(), node.intValue()));
    }

    private Optional<Defect> refused(String at, String message) {
        errors.accept(at, message);
        return Optional.empty();
    }
}
