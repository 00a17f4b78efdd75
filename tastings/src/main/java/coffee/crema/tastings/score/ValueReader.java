package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Decimal;
import coffee.crema.tastings.form.FormField;
import coffee.crema.tastings.form.FormLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/// Reads single values; what is wrong is told to `errors` (pointer, what would be right) and answered with nothing.
///
/// @param cups how many cups were poured
record ValueReader(int cups, BiConsumer<String, String> errors) {

    Optional<FieldValue> scale(String at, FormField.Scale scale, JsonNode node) {
        OptionalLong millis = Decimal.scaled(node, FormLimits.VALUE_DIGITS, FormLimits.VALUE_MAX);
        if (millis.isEmpty()
                || millis.getAsLong() < scale.minMillis()
                || millis.getAsLong() > scale.maxMillis()
                || (millis.getAsLong() - scale.minMillis()) % scale.stepMillis() != 0) {
            return refused(
                    at,
                    "a number from "
                            + text(scale.minMillis())
                            + " to "
                            + text(scale.maxMillis())
                            + " in steps of "
                            + text(scale.stepMillis()));
        }
        return Optional.of(new FieldValue.Marked((int) millis.getAsLong()));
    }

    Optional<CupMarks> cups(String at, JsonNode node) {
        int bits = 0;
        boolean right = node.isArray() && node.size() == cups;
        for (int i = 0; right && i < cups; i++) {
            right = node.get(i).isBoolean();
            bits |= node.get(i).asBoolean() ? 1 << i : 0;
        }
        if (!right) {
            errors.accept(at, cups + " times true or false, one for each cup");
            return Optional.empty();
        }
        return Optional.of(new CupMarks(cups, bits));
    }

    /// The same box ticked on two devices is one tick: a merged list may well hold it twice.
    Optional<FieldValue> ticks(String at, FormField.Ticks field, JsonNode node) {
        if (!node.isArray() || node.size() > 2 * FormLimits.OPTIONS_MAX) {
            return refused(at, "a list of options");
        }
        Set<String> ticked = new LinkedHashSet<>();
        for (JsonNode option : node) {
            if (!option.isTextual() || field.option(option.textValue()).isEmpty()) {
                return refused(at, "options of the form only");
            }
            ticked.add(option.textValue());
        }
        if (ticked.size() > field.ticksMax()) {
            return refused(at, "at most " + field.ticksMax() + " ticks, not " + ticked.size());
        }
        return Optional.of(new FieldValue.Ticked(List.copyOf(ticked)));
    }

    Optional<FieldValue> note(String at, int lengthMax, JsonNode node) {
        if (!node.isTextual() || node.textValue().length() > lengthMax) {
            return refused(at, "a text of at most " + lengthMax + " characters");
        }
        return Optional.of(new FieldValue.Noted(node.textValue()));
    }

    private Optional<FieldValue> refused(String at, String message) {
        errors.accept(at, message);
        return Optional.empty();
    }

    private static String text(int millis) {
        return Decimal.text(millis, FormLimits.VALUE_DIGITS);
    }
}
