package coffee.crema.tastings.export;

import coffee.crema.tastings.export.SessionResult.Sheet;
import coffee.crema.tastings.form.FormLimits;
import coffee.crema.tastings.score.Completion;
import coffee.crema.tastings.score.CupMarks;
import coffee.crema.tastings.score.Defect;
import coffee.crema.tastings.score.FieldValue;
import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.score.SheetEntry;
import coffee.crema.tastings.statistics.Agreement;
import coffee.crema.tastings.statistics.Measure;
import coffee.crema.tastings.statistics.PanelStatistics;
import coffee.crema.tastings.statistics.SampleStatistics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A session as JSON, in the shape of `session-result-1.schema.json`. A later shape gets a new {@link #SCHEMA_VERSION} and a schema of its own.
public final class JsonExport {
    public static final int SCHEMA_VERSION = 1;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonExport() {}

    /// The JSON Schema of what {@link #write} makes.
    public static String schemaJson() {
        String name = "session-result-1.schema.json";
        try (InputStream in = JsonExport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    public static ObjectNode write(SessionResult result) {
        ObjectNode root = JSON.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("session", result.session()).put("title", result.title());
        root.putObject("form")
                .put("id", result.form().ref().id())
                .put("version", result.form().ref().version());
        ArrayNode samples = root.putArray("samples");
        for (SessionResult.Sample sample : result.samples()) {
            ObjectNode node = samples.addObject().put("code", sample.code());
            ObjectNode identity = node.putObject("identity");
            sample.identity().forEach(identity::put);
        }
        ArrayNode cuppers = root.putArray("cuppers");
        result.cuppers().forEach(c -> cuppers.addObject().put("id", c.id()).put("name", c.name()));
        ArrayNode sheets = root.putArray("sheets");
        result.sheets().forEach(sheet -> sheets.add(sheet(sheet)));
        root.set("statistics", statistics(result.statistics()));
        return root;
    }

    private static ObjectNode sheet(Sheet sheet) {
        SheetEntry entry = sheet.entry();
        ObjectNode node = JSON.objectNode();
        node.put("cupper", sheet.cupper()).put("sample", sheet.sample());
        node.put("cups", entry.cups()).put("done", entry.done()).put("late", sheet.late());
        sheet.excluded().ifPresent(reason -> node.put("excluded", reason));
        ObjectNode values = node.putObject("values");
        entry.values().forEach((field, value) -> values.set(field, value(value)));
        ObjectNode notes = node.putObject("notes");
        entry.notes().forEach(notes::put);
        entry.defects().ifPresent(d -> node.set("defects", value(new FieldValue.Reported(d))));
        ObjectNode alternatives = node.putObject("alternatives");
        entry.alternatives()
                .forEach((pointer, others) -> {
                    ArrayNode array = alternatives.putArray(pointer);
                    others.forEach(other -> array.add(value(other)));
                });
        node.set("score", score(sheet.score()));
        return node;
    }

    private static JsonNode value(FieldValue value) {
        return switch (value) {
            case FieldValue.Marked(int millis) -> decimal(millis, FormLimits.VALUE_DIGITS);
            case FieldValue.Cups(CupMarks cups) -> cups(cups);
            case FieldValue.Ticked(List<String> options) -> {
                ArrayNode array = JSON.arrayNode();
                options.forEach(array::add);
                yield array;
            }
            case FieldValue.Noted(String text) -> JSON.textNode(text);
            case FieldValue.Reported(List<Defect> defects) -> {
                ArrayNode array = JSON.arrayNode();
                defects.forEach(defect -> array.add(defect(defect)));
                yield array;
            }
        };
    }

    private static ObjectNode defect(Defect defect) {
        ObjectNode node = JSON.objectNode();
        defect.type().ifPresent(type -> node.put("type", type));
        node.put("intensity", defect.intensity()).put("count", defect.count());
        defect.cups().ifPresent(cups -> node.set("cups", cups(cups)));
        return node;
    }

    private static ArrayNode cups(CupMarks cups) {
        ArrayNode array = JSON.arrayNode();
        cups.toList().forEach(array::add);
        return array;
    }

    private static ObjectNode score(Score score) {
        return switch (score) {
            case Score.Complete complete -> {
                ObjectNode node = JSON.objectNode().put("state", "complete");
                node.set("total", decimal(complete.hundredths(), 2));
                node.set("beforeDefects", decimal(complete.beforeDefectsHundredths(), 2));
                node.put("adapted", complete.adapted());
                node.put("untypedDefects", complete.untypedDefects());
                ArrayNode parts = node.putArray("parts");
                complete.parts()
                        .forEach(part ->
                                parts.addObject()
                                        .put("field", part.field())
                                        .set("points", decimal(part.hundredths(), 2)));
                yield node;
            }
            case Score.Incomplete(Completion done) -> completion("incomplete", done);
            case Score.Unscored(Completion done) -> completion("unscored", done);
        };
    }

    private static ObjectNode completion(String state, Completion done) {
        ObjectNode node = JSON.objectNode().put("state", state);
        node.put("filled", done.filled()).put("of", done.of());
        ArrayNode missing = node.putArray("missing");
        done.missing().forEach(missing::add);
        return node;
    }

    private static ObjectNode statistics(PanelStatistics statistics) {
        ObjectNode node = JSON.objectNode();
        ArrayNode samples = node.putArray("samples");
        statistics.samples().forEach(sample -> samples.add(sample(sample)));
        Agreement agreement = statistics.agreement();
        ObjectNode agreed = node.putObject("agreement");
        agreed.put("cuppers", agreement.cuppers()).put("of", agreement.of());
        agreed.set("kendallW", measure(agreement.kendallW()));
        agreed.set("chiSquare", measure(agreement.chiSquare()));
        agreed.put("degreesOfFreedom", agreement.degreesOfFreedom());
        agreed.set("iccSingle", measure(agreement.iccSingle()));
        agreed.set("iccPanel", measure(agreement.iccPanel()));
        ArrayNode biases = node.putArray("biases");
        for (PanelStatistics.Bias bias : statistics.biases()) {
            ObjectNode one = biases.addObject().put("cupper", bias.cupper());
            one.set("points", measure(bias.points()));
            one.put("samples", bias.samples());
        }
        return node;
    }

    private static ObjectNode sample(SampleStatistics sample) {
        ObjectNode node = JSON.objectNode().put("sample", sample.sample());
        node.put("n", sample.n()).put("of", sample.of());
        node.set("mean", measure(sample.mean()));
        node.set("median", measure(sample.median()));
        node.set("deviation", measure(sample.deviation()));
        node.set("trimmedMean", measure(sample.trimmedMean()));
        ArrayNode marks = node.putArray("marks");
        for (SampleStatistics.Mark mark : sample.marks()) {
            ObjectNode one = marks.addObject().put("cupper", mark.cupper());
            one.set("total", decimal(mark.hundredths(), 2));
            one.set("modifiedZ", measure(mark.modifiedZ()));
            one.put("flagged", mark.flagged());
        }
        ArrayNode exclusions = node.putArray("exclusions");
        for (SampleStatistics.Exclusion exclusion : sample.exclusions()) {
            ObjectNode one = exclusions.addObject().put("cupper", exclusion.cupper());
            exclusion.hundredths().ifPresent(h -> one.set("total", decimal(h, 2)));
            one.put("reason", exclusion.reason());
        }
        return node;
    }

    private static JsonNode measure(Measure measure) {
        return switch (measure) {
            case Measure.Value(double value) -> JSON.numberNode(value);
            case Measure.Absent(Measure.Reason reason) ->
                    JSON.objectNode().put("absent", reason.wireName());
        };
    }

    private static JsonNode decimal(long scaled, int digits) {
        return JSON.numberNode(BigDecimal.valueOf(scaled, digits));
    }
}
