package coffee.crema.tastings.session;

import coffee.crema.crdt.AutomergeWorkers.Content;
import coffee.crema.tastings.score.CupMarks;
import coffee.crema.tastings.score.Defect;
import coffee.crema.tastings.score.FieldValue;
import coffee.crema.tastings.score.SheetEntry;
import coffee.crema.tastings.sheet.Pointers;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What devices of one cupper entered at the same time: beside the value that the document chose, never instead of it. Without I/O.
final class Alternatives {
    /// `/group/field` of a sample's part.
    private static final int FIELD_STEPS = 2;

    private Alternatives() {}

    /// What else stands in one sample's part of a sheet, as {@link SheetEntry#parse} takes it.
    ///
    /// A cup that was marked otherwise, or a part of a report, makes another value of its whole field. A group that two devices made is an alternative in each of its fields.
    static Map<String, List<JsonNode>> of(Content content, String code) {
        String prefix = "/samples/" + Pointers.escaped(code);
        Map<String, List<JsonNode>> others = new HashMap<>();
        new TreeMap<>(content.others())
                .forEach((pointer, values) -> {
                    if (pointer.equals(prefix)) {
                        values.forEach(value -> whole(value, others));
                    } else if (pointer.startsWith(prefix + "/")) {
                        JsonNode sample = content.chosen().path("samples").path(code);
                        String inside = pointer.substring(prefix.length());
                        values.forEach(value -> place(sample, inside, value, others));
                    }
                });
        return others;
    }

    private static void whole(JsonNode sample, Map<String, List<JsonNode>> others) {
        sample.properties()
                .forEach(group ->
                        place(
                                sample,
                                "/" + Pointers.escaped(group.getKey()),
                                group.getValue(),
                                others));
    }

    private static void place(
            JsonNode sample, String pointer, JsonNode value, Map<String, List<JsonNode>> others) {
        String[] steps = pointer.substring(1).split("/", -1);
        boolean group = steps.length == 1 && value.isObject();
        if (group) {
            value.properties()
                    .forEach(field ->
                            add(
                                    others,
                                    pointer + "/" + Pointers.escaped(field.getKey()),
                                    field.getValue()));
            return;
        }
        int depth = steps[0].equals("defects") ? 1 : FIELD_STEPS;
        if (steps.length <= depth) {
            add(others, pointer, value);
            return;
        }
        String field = "/" + String.join("/", List.of(steps).subList(0, depth));
        JsonNode other = sample.at(field).deepCopy();
        if (replace(other, JsonPointer.compile(pointer.substring(field.length())), value)) {
            add(others, field, other);
        }
    }

    /// @return whether there was something to replace
    private static boolean replace(JsonNode tree, JsonPointer at, JsonNode value) {
        JsonNode holder = tree.at(at.head());
        JsonPointer last = at.last();
        if (holder instanceof ArrayNode list && last.getMatchingIndex() >= 0) {
            if (last.getMatchingIndex() >= list.size()) {
                return false;
            }
            list.set(last.getMatchingIndex(), value);
            return true;
        }
        if (holder instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), value);
            return true;
        }
        return false;
    }

    private static void add(Map<String, List<JsonNode>> others, String at, JsonNode value) {
        others.computeIfAbsent(at, _ -> new ArrayList<>()).add(value);
    }

    /// As it is answered: by field, as `tasting.mark` names it.
    static Map<String, List<Object>> shown(SheetEntry sheet) {
        Map<String, List<Object>> shown = new LinkedHashMap<>();
        new TreeMap<>(sheet.alternatives())
                .forEach((pointer, values) ->
                        shown.put(
                                pointer.substring(1).replace('/', '.'),
                                values.stream().map(Alternatives::plain).toList()));
        return shown;
    }

    private static Object plain(FieldValue value) {
        return switch (value) {
            case FieldValue.Marked(int millis) -> millis / 1_000.0;
            case FieldValue.Cups(CupMarks cups) -> cups.toList();
            case FieldValue.Ticked(List<String> options) -> options;
            case FieldValue.Noted(String text) -> text;
            case FieldValue.Reported(List<Defect> defects) -> defects;
        };
    }
}
