package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.score.EntryError;
import coffee.crema.tastings.score.SheetEntry;
import coffee.crema.tastings.sheet.Pointers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A field of a sample's part of a sheet, as `tasting.mark` names it: `scores.flavor`, `cups.uniformity`, `ticks.flavor`, `notes.flavor`, `defects`, `done`.
///
/// @param group for example `scores`
/// @param id the form's id of the field, empty for `defects` and `done`
record MarkField(String group, Optional<String> id) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern SHAPE =
            Pattern.compile("(scores|cups|ticks|notes)\\.([A-Za-z0-9_-]{1,64})|defects|done");

    /// @throws RejectedException `invalid_field`
    static MarkField parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw RejectedException.invalid(
                    "data.field",
                    "scores.<field>, cups.<field>, ticks.<field>, notes.<field>, defects or done");
        }
        return matcher.group(1) == null
                ? new MarkField(text, Optional.empty())
                : new MarkField(matcher.group(1), Optional.of(matcher.group(2)));
    }

    String wire() {
        return id.map(field -> group + "." + field).orElse(group);
    }

    /// In the sheet of a session.
    String pointer(String code) {
        return "/samples/"
                + Pointers.escaped(code)
                + "/"
                + group
                + id.map(field -> "/" + Pointers.escaped(field)).orElse("");
    }

    /// What kind of value this takes, whatever the form says.
    void requireKind(JsonNode value) {
        boolean right =
                switch (group) {
                    case "scores" -> value.isNumber();
                    case "notes" -> value.isTextual();
                    case "done" -> value.isBoolean();
                    default -> value.isArray();
                };
        if (!right) {
            throw invalid(
                    switch (group) {
                        case "scores" -> "a number";
                        case "notes" -> "a text";
                        case "done" -> "true or false";
                        default -> "a list";
                    });
        }
    }

    /// Whether the form takes this value.
    ///
    /// @throws RejectedException `invalid_field`, with what the form takes
    void requireFits(Form form, int cups, JsonNode value) {
        ObjectNode sample = JSON.createObjectNode();
        String pointer = "/" + group + id.map(field -> "/" + Pointers.escaped(field)).orElse("");
        Pointers.apply(sample, java.util.Map.of(pointer, value));
        for (EntryError error : SheetEntry.parse(form, cups, sample).errors()) {
            throw invalid(error.message());
        }
    }

    private static RejectedException invalid(String rule) {
        return RejectedException.invalid("data.value", rule);
    }

    static byte[] bytes(JsonNode content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
