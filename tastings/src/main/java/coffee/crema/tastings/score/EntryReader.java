package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormField;
import coffee.crema.tastings.form.FormLimits;
import coffee.crema.tastings.form.FormSection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one sample's part of a sheet. Never throws over what it finds there.
final class EntryReader {
    /// Of what stands in a document, this much is repeated in an error.
    private static final int QUOTED_MAX = 60;

    private final Form form;
    private final int cups;
    private final Map<String, List<JsonNode>> others;
    private final Map<String, FieldValue> values = new HashMap<>();
    private final Map<String, String> notes = new HashMap<>();
    private final Map<String, List<FieldValue>> alternatives = new LinkedHashMap<>();
    private final List<EntryError> errors = new ArrayList<>();
    private final Set<String> wrong = new HashSet<>();

    EntryReader(Form form, int cups, Map<String, List<JsonNode>> others) {
        if (cups < 1 || cups > FormLimits.CUPS_MAX) {
            throw new IllegalArgumentException(
                    "1 to " + FormLimits.CUPS_MAX + " cups, not " + cups);
        }
        this.form = form;
        this.cups = cups;
        this.others = others;
    }

    SheetEntry read(JsonNode sample) {
        if (!sample.isObject() && !absent(sample)) {
            error("", "an object");
        }
        group(sample, "scores", FormField.Scale.class);
        group(sample, "cups", FormField.Cups.class);
        group(sample, "ticks", FormField.Ticks.class);
        notes(sample);
        Optional<List<Defect>> defects = defects(sample.path("defects"));
        JsonNode done = sample.path("done");
        if (!absent(done) && !done.isBoolean()) {
            error("/done", "true or false");
        }
        return new SheetEntry(
                cups,
                values,
                notes,
                defects,
                done.asBoolean(false) && done.isBoolean(),
                alternatives,
                errors,
                wrong);
    }

    /// @param sort which fields of the form stand in this group
    private void group(JsonNode sample, String name, Class<? extends FormField> sort) {
        JsonNode group = object(sample, name);
        for (FormField field : form.fields()) {
            if (sort.isInstance(field)) {
                place("/" + name + "/" + field.id(), field, group.path(field.id()));
            }
        }
        group.fieldNames()
                .forEachRemaining(id -> {
                    if (form.field(id).filter(sort::isInstance).isEmpty()) {
                        error("/" + name + "/" + escaped(id), "the form has no such field");
                    }
                });
    }

    private void place(String at, FormField field, JsonNode node) {
        if (!absent(node)) {
            Optional<FieldValue> value = value(at, field, node);
            value.ifPresentOrElse(v -> values.put(field.id(), v), () -> wrong.add(field.id()));
        }
        alternatives(at, other -> value(at, field, other));
    }

    private Optional<FieldValue> value(String at, FormField field, JsonNode node) {
        return switch (field) {
            case FormField.Scale scale -> values().scale(at, scale, node);
            case FormField.Cups _ -> values().cups(at, node).map(FieldValue.Cups::new);
            case FormField.Ticks ticks -> values().ticks(at, ticks, node);
            case FormField.Note note -> values().note(at, note.lengthMax(), node);
        };
    }

    private ValueReader values() {
        return new ValueReader(cups, this::error);
    }

    private interface Read {
        Optional<FieldValue> read(JsonNode other);
    }

    private void alternatives(String at, Read read) {
        var kept = new ArrayList<FieldValue>();
        for (JsonNode other : others.getOrDefault(at, List.of())) {
            if (kept.size() < SheetEntry.ALTERNATIVES_MAX && !absent(other)) {
                read.read(other).filter(value -> !kept.contains(value)).ifPresent(kept::add);
            }
        }
        if (!kept.isEmpty()) {
            alternatives.put(at, List.copyOf(kept));
        }
    }

    /// A remark may stand beside any field or section; for a field that is a note it is the field's value.
    private void notes(JsonNode sample) {
        JsonNode group = object(sample, "notes");
        group.properties()
                .forEach(entry -> {
                    String at = "/notes/" + escaped(entry.getKey());
                    int lengthMax = noteLengthMax(entry.getKey());
                    if (lengthMax == 0) {
                        error(at, "the form has no such field");
                    } else if (!absent(entry.getValue())) {
                        note(at, entry.getKey(), lengthMax, entry.getValue());
                    }
                });
    }

    private void note(String at, String id, int lengthMax, JsonNode node) {
        Optional<FieldValue> value = values().note(at, lengthMax, node);
        if (value.isPresent() && value.get() instanceof FieldValue.Noted(String text)) {
            if (!text.isBlank()) {
                notes.put(id, text);
                if (form.field(id).filter(FormField.Note.class::isInstance).isPresent()) {
                    values.put(id, new FieldValue.Noted(text));
                }
            }
        } else {
            wrong.add(id);
        }
        alternatives(at, other -> values().note(at, lengthMax, other));
    }

    private int noteLengthMax(String id) {
        Optional<FormField> field = form.field(id);
        if (field.isPresent() && field.get() instanceof FormField.Note note) {
            return note.lengthMax();
        }
        boolean known =
                field.isPresent()
                        || form.sections().stream().map(FormSection::id).anyMatch(id::equals);
        return known ? FormLimits.NOTE_LENGTH_MAX : 0;
    }

    private Optional<List<Defect>> defects(JsonNode node) {
        var reader = new DefectReader(form, cups, this::error);
        Optional<List<Defect>> read =
                absent(node) ? Optional.of(List.of()) : reader.read("/defects", node);
        if (read.isEmpty()) {
            wrong.add(Completion.DEFECTS);
        }
        alternatives(
                "/defects", other -> reader.read("/defects", other).map(FieldValue.Reported::new));
        return read;
    }

    private JsonNode object(JsonNode sample, String name) {
        JsonNode node = sample.path(name);
        if (absent(node)) {
            return MissingNode.getInstance();
        }
        if (!node.isObject()) {
            error("/" + name, "an object");
            markAllWrong(name);
            return MissingNode.getInstance();
        }
        return node;
    }

    /// A whole group that is no object hides what the cupper entered, so none of its fields may pass for "not entered".
    private void markAllWrong(String group) {
        if (group.equals("cups")) {
            form.fields().stream()
                    .filter(FormField.Cups.class::isInstance)
                    .forEach(field -> wrong.add(field.id()));
        }
    }

    private void error(String pointer, String message) {
        if (errors.size() < SheetEntry.ERRORS_MAX) {
            errors.add(new EntryError(pointer, message));
        }
    }

    static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String escaped(String key) {
        String shown = key.length() > QUOTED_MAX ? key.substring(0, QUOTED_MAX) + "..." : key;
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
