package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormField;
import coffee.crema.tastings.form.FormRef;
import coffee.crema.tastings.form.Forms;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/// Writes a sample's part of a sheet as a client would.
public final class SampleJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode root = JSON.objectNode();
    private final Form form;
    private int poured;

    private SampleJson(Form form) {
        this.form = form;
        this.poured = form.cups();
    }

    public static Form form(FormRef ref) {
        return Forms.builtIn().find(ref).orElseThrow();
    }

    public static SampleJson of(FormRef ref) {
        return new SampleJson(form(ref));
    }

    public static SampleJson of(Form form) {
        return new SampleJson(form);
    }

    public SampleJson poured(int cups) {
        poured = cups;
        return this;
    }

    /// The scales of the form in its order, from `8, 8.25, 8`.
    public SampleJson scores(String values) {
        List<String> ids =
                form.fields().stream()
                        .filter(FormField.Scale.class::isInstance)
                        .map(FormField::id)
                        .toList();
        String[] all = values.split(",", -1);
        for (int i = 0; i < all.length; i++) {
            score(ids.get(i), all[i].strip());
        }
        return this;
    }

    public SampleJson score(String field, String value) {
        root.withObjectProperty("scores").put(field, new BigDecimal(value));
        return this;
    }

    /// The first `yes` cups are marked.
    public SampleJson cups(String field, int yes) {
        root.withObjectProperty("cups").set(field, first(yes));
        return this;
    }

    public SampleJson marked(String field, boolean... cups) {
        ArrayNode array = root.withObjectProperty("cups").putArray(field);
        for (boolean cup : cups) {
            array.add(cup);
        }
        return this;
    }

    public SampleJson ticks(String field, String... options) {
        ArrayNode array = root.withObjectProperty("ticks").putArray(field);
        for (String option : options) {
            array.add(option);
        }
        return this;
    }

    public SampleJson note(String field, String text) {
        root.withObjectProperty("notes").put(field, text);
        return this;
    }

    public SampleJson defect(String type, int intensity, int cups) {
        root.withArrayProperty("defects")
                .addObject()
                .put("type", type)
                .put("intensity", intensity)
                .put("cups", cups);
        return this;
    }

    /// A report of the first so many cups.
    public SampleJson defective(String type, int cups) {
        ObjectNode defect = root.withArrayProperty("defects").addObject();
        defect.put("type", type);
        defect.set("cups", first(cups));
        return this;
    }

    public ObjectNode json() {
        return root;
    }

    public SheetEntry entry() {
        return SheetEntry.parse(form, poured, root);
    }

    public Score score() {
        return Score.of(form, entry());
    }

    public Score.Complete complete() {
        return (Score.Complete) score();
    }

    private JsonNode first(int yes) {
        ArrayNode array = JSON.arrayNode();
        for (int cup = 0; cup < poured; cup++) {
            array.add(cup < yes);
        }
        return array;
    }
}
