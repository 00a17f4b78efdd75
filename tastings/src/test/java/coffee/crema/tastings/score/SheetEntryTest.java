package coffee.crema.tastings.score;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.Forms;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Any client may have written a sheet.
class SheetEntryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_wrong_value_is_an_error_of_its_field_and_leaves_the_others_alone() throws Exception {
        SheetEntry entry =
                parse(
                        """
                        {"scores": {"fragrance": 10, "aroma": 5.5, "flavor": "7", "aftertaste": 0,
                                    "acidity": 7, "sweetness": null, "mouthfeel": [7], "loudness": 9},
                         "cups": {"non-uniform": [true, false], "defective": [1, 0, 0, 0, 0]},
                         "notes": {"remarks": 7, "flavor": "jasmine", "nowhere": "x"}, "done": "yes"}
                        """);
        assertThat(entry.errors())
                .extracting(EntryError::pointer)
                .containsExactlyInAnyOrder(
                        "/scores/fragrance",
                        "/scores/aroma",
                        "/scores/flavor",
                        "/scores/aftertaste",
                        "/scores/mouthfeel",
                        "/scores/loudness",
                        "/cups/non-uniform",
                        "/cups/defective",
                        "/notes/remarks",
                        "/notes/nowhere",
                        "/done");
        assertThat(entry.millis("acidity")).contains(7000);
        assertThat(entry.millis("fragrance")).isEmpty();
        assertThat(entry.notes()).containsExactly(Map.entry("flavor", "jasmine"));
        assertThat(entry.has("flavor")).as("a remark is no value").isFalse();
        assertThat(entry.done()).isFalse();
        assertThat(Completion.of(SampleJson.form(Forms.CVA_AFFECTIVE), entry).text())
                .as("two wrong rows of cups bear on the score")
                .isEqualTo("1/10");
    }

    @Test
    void a_sample_that_is_no_object_is_an_error_and_empty() {
        for (JsonNode node : List.of(TextNode.valueOf("x"), IntNode.valueOf(3))) {
            SheetEntry entry = SheetEntry.parse(SampleJson.form(Forms.COE), 5, node);
            assertThat(entry.errors()).hasSize(1);
            assertThat(entry.values()).isEmpty();
        }
        assertThat(SheetEntry.parse(SampleJson.form(Forms.COE), 5, JSON.nullNode()).errors())
                .isEmpty();
    }

    @Test
    void numbers_that_would_not_fit_are_refused_without_being_expanded() {
        var scores = JsonNodeFactory.instance.objectNode();
        scores.set("flavor", DecimalNode.valueOf(new BigDecimal("1e999999999")));
        scores.set("acidity", DecimalNode.valueOf(new BigDecimal("1e-999999999")));
        scores.set("body", DoubleNode.valueOf(Double.NaN));
        scores.set("balance", DoubleNode.valueOf(8.25));
        scores.set("overall", DoubleNode.valueOf(0.1 + 0.2));
        ObjectNode sample = JsonNodeFactory.instance.objectNode();
        sample.set("scores", scores);
        SheetEntry entry = SheetEntry.parse(SampleJson.form(Forms.SCA_2004), 5, sample);
        assertThat(entry.errors()).hasSize(4);
        assertThat(entry.millis("balance")).contains(8250);
    }

    @Test
    void a_box_ticked_on_two_devices_is_one_tick_and_the_cap_counts_parents() throws Exception {
        Form form = SampleJson.form(Forms.CVA_DESCRIPTIVE);
        SheetEntry merged =
                SheetEntry.parse(
                        form,
                        5,
                        JSON.readTree(
                                """
                                {"ticks": {"flavor-aftertaste-notes":
                                   ["fruity", "berry", "berry", "citrus", "floral", "sweet"]}}
                                """));
        assertThat(merged.errors()).isEmpty();
        assertThat(merged.ticks("flavor-aftertaste-notes"))
                .containsExactly("fruity", "berry", "citrus", "floral", "sweet");

        SheetEntry tooMany =
                SampleJson.of(form)
                        .ticks(
                                "flavor-aftertaste-notes",
                                "fruity",
                                "berry",
                                "citrus",
                                "floral",
                                "sweet",
                                "vanilla")
                        .ticks("main-tastes", "sour", "loud")
                        .entry();
        assertThat(tooMany.errors())
                .extracting(EntryError::pointer)
                .containsExactlyInAnyOrder("/ticks/flavor-aftertaste-notes", "/ticks/main-tastes");
        assertThat(tooMany.ticks("flavor-aftertaste-notes")).isEmpty();
    }

    @Test
    void what_two_devices_entered_at_once_stays_visible() {
        ObjectNode sample = SampleJson.of(Forms.CVA_AFFECTIVE).score("flavor", "7").json();
        SheetEntry entry =
                SheetEntry.parse(
                        SampleJson.form(Forms.CVA_AFFECTIVE),
                        5,
                        sample,
                        Map.of(
                                "/scores/flavor",
                                List.of(
                                        IntNode.valueOf(6),
                                        IntNode.valueOf(6),
                                        IntNode.valueOf(99)),
                                "/notes/flavor",
                                List.of(TextNode.valueOf("plum"))));
        assertThat(entry.millis("flavor")).contains(7000);
        assertThat(entry.alternatives())
                .containsEntry("/scores/flavor", List.of(new FieldValue.Marked(6000)));
        assertThat(entry.errors()).extracting(EntryError::pointer).contains("/scores/flavor");
    }

    @Test
    void reports_of_defects_give_cups_as_a_number_or_one_by_one() throws Exception {
        Form form = SampleJson.form(Forms.SCA_2004);
        SheetEntry entry =
                SheetEntry.parse(
                        form,
                        5,
                        JSON.readTree(
                                """
                                {"defects": [{"type": "taint", "cups": 2},
                                             {"type": "fault", "cups": [false, false, true, false, false]}]}
                                """));
        assertThat(entry.defects().orElseThrow()).extracting(Defect::count).containsExactly(2, 1);

        for (String wrong :
                List.of(
                        "{\"defects\": [{\"type\": \"taint\", \"cups\": 6}]}",
                        "{\"defects\": [{\"type\": \"taint\"}]}",
                        "{\"defects\": [{\"cups\": 1}]}",
                        "{\"defects\": [{\"type\": \"smoke\", \"cups\": 1}]}",
                        "{\"defects\": [7]}",
                        "{\"defects\": {}}")) {
            SheetEntry refused = SheetEntry.parse(form, 5, JSON.readTree(wrong));
            assertThat(refused.defects()).as(wrong).isEmpty();
            assertThat(refused.errors()).as(wrong).hasSize(1);
        }
    }

    @Property
    void nothing_that_a_document_may_hold_breaks_the_reader(@ForAll("documents") JsonNode sample) {
        for (Form form : Forms.builtIn().all()) {
            SheetEntry entry = SheetEntry.parse(form, 5, sample);
            assertThat(entry.errors()).hasSizeLessThanOrEqualTo(SheetEntry.ERRORS_MAX);
            assertThat(Score.of(form, entry)).isNotNull();
        }
    }

    @Provide
    Arbitrary<JsonNode> documents() {
        Arbitrary<String> words =
                Arbitraries.of(
                        "scores",
                        "cups",
                        "ticks",
                        "notes",
                        "defects",
                        "done",
                        "flavor",
                        "type",
                        "non-uniform",
                        "defective",
                        "moldy",
                        "taint",
                        "intensity",
                        "main-tastes",
                        "sour",
                        "~/",
                        "");
        Arbitrary<JsonNode> leaves =
                Arbitraries.oneOf(
                        words.map(JsonNodeFactory.instance::textNode),
                        Arbitraries.doubles().map(JsonNodeFactory.instance::numberNode),
                        Arbitraries.bigDecimals().map(JsonNodeFactory.instance::numberNode),
                        Arbitraries.integers()
                                .between(0, 9)
                                .map(JsonNodeFactory.instance::numberNode),
                        Arbitraries.of(true, false).map(JsonNodeFactory.instance::booleanNode),
                        Arbitraries.just(JsonNodeFactory.instance.nullNode()));
        return Arbitraries.recursive(
                () -> leaves,
                inner ->
                        Arbitraries.oneOf(
                                inner.list()
                                        .ofMaxSize(6)
                                        .map(items ->
                                                JsonNodeFactory.instance.arrayNode().addAll(items)),
                                Arbitraries.maps(words, inner)
                                        .ofMaxSize(6)
                                        .map(map ->
                                                JsonNodeFactory.instance.objectNode().setAll(map))),
                0,
                4);
    }

    private static SheetEntry parse(String sample) throws JsonProcessingException {
        return SheetEntry.parse(SampleJson.form(Forms.CVA_AFFECTIVE), 5, JSON.readTree(sample));
    }
}
