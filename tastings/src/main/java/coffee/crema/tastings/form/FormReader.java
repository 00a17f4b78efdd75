package coffee.crema.tastings.form;

import coffee.crema.tastings.form.ScoreRule.DefectRule;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/// Reads a form whose shape the schema has already found right. What is left to find is a number with too many digits.
final class FormReader {
    private final List<FormError> errors;

    private FormReader(List<FormError> errors) {
        this.errors = errors;
    }

    static Form read(JsonNode json, List<FormError> errors) {
        var reader = new FormReader(errors);
        Optional<ScoreRule> scoring =
                json.has("scoring")
                        ? Optional.of(reader.scoring(json.get("scoring"), "/scoring"))
                        : Optional.empty();
        return new Form(
                new FormRef(json.get("id").asText(), json.get("version").asInt()),
                label(json.get("title")),
                json.get("cups").asInt(),
                each(json, "sections", "", (s, _) -> section(s)),
                each(json, "fields", "", (f, at) -> reader.field(f, at, scoring)),
                each(json, "defects", "", (d, _) -> defect(d)),
                scoring,
                json.toString());
    }

    private static FormSection section(JsonNode json) {
        return new FormSection(json.get("id").asText(), label(json.get("label")));
    }

    private static DefectType defect(JsonNode json) {
        return new DefectType(json.get("id").asText(), label(json.get("label")));
    }

    private FormField field(JsonNode json, String at, Optional<ScoreRule> scoring) {
        String id = json.get("id").asText();
        String section = json.get("section").asText();
        Label label = label(json.get("label"));
        UsualPhase phase =
                UsualPhase.valueOf(json.path("phase").asText("any").toUpperCase(Locale.ROOT));
        boolean required =
                json.path("required").asBoolean(false)
                        || scoring.map(rule -> scored(rule, id)).orElse(false);
        return switch (json.get("type").asText()) {
            case "scale" -> scale(json, at, new Head(id, section, label, phase, required));
            case "cups" -> new FormField.Cups(id, section, label, phase, required);
            case "ticks" ->
                    new FormField.Ticks(
                            id,
                            section,
                            label,
                            phase,
                            required,
                            json.get("max").asInt(),
                            each(json, "options", at, (o, _) -> option(o)));
            default ->
                    new FormField.Note(
                            id,
                            section,
                            label,
                            phase,
                            required,
                            json.path("lengthMax").asInt(FormLimits.NOTE_LENGTH_MAX));
        };
    }

    private record Head(
            String id, String section, Label label, UsualPhase phase, boolean required) {}

    private FormField scale(JsonNode json, String at, Head head) {
        return new FormField.Scale(
                head.id(),
                head.section(),
                head.label(),
                head.phase(),
                head.required(),
                millis(json.get("min"), at + "/min"),
                millis(json.get("max"), at + "/max"),
                millis(json.get("step"), at + "/step"),
                Optional.ofNullable(json.get("unit")).map(JsonNode::asText),
                each(
                        json,
                        "bands",
                        at,
                        (b, bandAt) ->
                                new FormField.Band(
                                        millis(b.get("from"), bandAt + "/from"),
                                        label(b.get("label")))));
    }

    private static FormField.Option option(JsonNode json) {
        return new FormField.Option(
                json.get("id").asText(),
                label(json.get("label")),
                Optional.ofNullable(json.get("parent")).map(JsonNode::asText));
    }

    /// What earns points must be there; what only deducts is an exception that may be absent.
    private static boolean scored(ScoreRule rule, String field) {
        return rule.terms().stream().anyMatch(term -> term.field().equals(field))
                || rule.cups().stream()
                        .anyMatch(term -> term.rewards() && term.field().equals(field));
    }

    private ScoreRule scoring(JsonNode json, String at) {
        return new ScoreRule(
                micros(json.path("constant"), at + "/constant", FormLimits.VALUE_MAX),
                (int) decimal(json.get("round"), at + "/round", 2, FormLimits.WEIGHT_MAX),
                each(
                        json,
                        "terms",
                        at,
                        (t, termAt) ->
                                new ScoreRule.Term(
                                        t.get("field").asText(),
                                        micros(
                                                t.get("weight"),
                                                termAt + "/weight",
                                                FormLimits.WEIGHT_MAX))),
                each(
                        json,
                        "cups",
                        at,
                        (c, cupsAt) ->
                                new ScoreRule.CupTerm(
                                        c.get("field").asText(),
                                        micros(
                                                c.get("points"),
                                                cupsAt + "/points",
                                                FormLimits.WEIGHT_MAX),
                                        c.path("compares").asBoolean(false))),
                defects(json.path("defects"), at + "/defects"));
    }

    private DefectRule defects(JsonNode json, String at) {
        if (json.isMissingNode()) {
            return new DefectRule.None();
        }
        if (json.get("count").asText().equals("cups")) {
            return new DefectRule.PerCup(
                    json.get("field").asText(),
                    micros(json.get("points"), at + "/points", FormLimits.WEIGHT_MAX),
                    json.path("differs").asText(""));
        }
        Map<String, Long> points = new LinkedHashMap<>();
        json.get("points")
                .properties()
                .forEach(entry ->
                        points.put(
                                entry.getKey(),
                                micros(
                                        entry.getValue(),
                                        at + "/points/" + entry.getKey(),
                                        FormLimits.WEIGHT_MAX)));
        JsonNode intensity = json.path("intensity");
        return new DefectRule.Reported(
                points,
                intensity.path("min").asInt(1),
                intensity.path("max").asInt(0),
                json.path("adapted").asBoolean(false));
    }

    private static Label label(JsonNode json) {
        return new Label(json.get("ko").asText(), json.get("en").asText());
    }

    private int millis(JsonNode json, String at) {
        return (int) decimal(json, at, FormLimits.VALUE_DIGITS, FormLimits.VALUE_MAX);
    }

    private long micros(JsonNode json, String at, int max) {
        return json.isMissingNode() ? 0 : decimal(json, at, FormLimits.WEIGHT_DIGITS, max);
    }

    private long decimal(JsonNode json, String at, int digits, int max) {
        OptionalLong scaled = Decimal.scaled(json, digits, max);
        if (scaled.isEmpty()) {
            errors.add(
                    new FormError(
                            at,
                            "digits",
                            "at most "
                                    + digits
                                    + " digits after the point, and at most "
                                    + max
                                    + " either side of zero"));
        }
        return scaled.orElse(0);
    }

    private static <T> List<T> each(
            JsonNode parent, String name, String at, BiFunction<JsonNode, String, T> read) {
        var items = new ArrayList<T>();
        for (JsonNode item : parent.path(name)) {
            items.add(read.apply(item, at + "/" + name + "/" + items.size()));
        }
        return List.copyOf(items);
    }
}
