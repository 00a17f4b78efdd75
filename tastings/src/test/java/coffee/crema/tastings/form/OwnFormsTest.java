package coffee.crema.tastings.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coffee.crema.tastings.form.adapter.networknt.NetworkntFormSchema;
import coffee.crema.tastings.score.SampleJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnFormsTest {
    private static final String HOUSE =
            """
            {"id": "house", "version": 3, "title": {"ko": "우리 집", "en": "House"}, "cups": 3,
             "sections": [{"id": "taste", "label": {"ko": "맛", "en": "Taste"}}],
             "fields": [
               {"id": "body", "type": "scale", "section": "taste", "label": {"ko": "바디", "en": "Body"},
                "min": 0, "max": 5, "step": 0.1},
               {"id": "joy", "type": "scale", "section": "taste", "label": {"ko": "기쁨", "en": "Joy"},
                "min": 0, "max": 5, "step": 0.1},
               {"id": "clean", "type": "cups", "section": "taste", "label": {"ko": "깨끗함", "en": "Clean"}},
               {"id": "words", "type": "ticks", "section": "taste", "label": {"ko": "표현", "en": "Words"},
                "max": 1, "options": [{"id": "nice", "label": {"ko": "좋은", "en": "Nice"}}]},
               {"id": "story", "type": "note", "section": "taste", "label": {"ko": "이야기", "en": "Story"}}],
             "defects": [{"id": "off", "label": {"ko": "이취", "en": "Off"}}],
             "scoring": {"constant": 10, "round": 0.1,
               "terms": [{"field": "body", "weight": 0.3}, {"field": "joy", "weight": 0.7}],
               "cups": [{"field": "clean", "points": 1.5}],
               "defects": {"count": "reports", "points": {"off": 2}}}}
            """;

    private final OwnForms forms = new OwnForms(new NetworkntFormSchema());

    @Test
    void an_own_form_is_scored_by_its_own_rule() {
        Form form = ((FormUpload.Accepted) take(HOUSE)).form();
        assertThat(form.ref()).isEqualTo(new FormRef("house", 3));
        var sample = SampleJson.of(form).scores("4.5, 4.8").cups("clean", 2).defect("off", 1, 1);
        // 10 + 1.35 + 3.36 + 3 - 2 = 15.71
        assertThat(sample.complete().text()).isEqualTo("15.70");
    }

    @Test
    void an_accepted_form_reads_back_from_its_own_json() {
        Form form = ((FormUpload.Accepted) take(HOUSE)).form();
        assertThat(take(form.json())).isEqualTo(new FormUpload.Accepted(form));
    }

    @Test
    void every_mistake_is_named_by_its_place() {
        Map.<String, List<String>>of(
                        "\"version\": 3", List.of("\"version\": 0", "/version"),
                        "\"id\": \"house\"", List.of("\"id\": \"coe\"", "/id"),
                        "\"step\": 0.1},\n", List.of("\"step\": 0.3},\n", "/fields/0/step"),
                        "\"weight\": 0.7",
                                List.of("\"weight\": 0.12345678", "/scoring/terms/1/weight"),
                        "\"field\": \"joy\"",
                                List.of("\"field\": \"body\"", "/scoring/terms/1/field"),
                        "\"field\": \"clean\"",
                                List.of("\"field\": \"joy\"", "/scoring/cups/0/field"),
                        "\"max\": 1,", List.of("\"max\": 2,", "/fields/3/max"),
                        "{\"off\": 2}", List.of("{\"on\": 2}", "/scoring/defects/points/on"),
                        "\"type\": \"note\", \"section\": \"taste\"",
                                List.of(
                                        "\"type\": \"note\", \"section\": \"smell\"",
                                        "/fields/4/section"),
                        "\"id\": \"story\"", List.of("\"id\": \"Story!\"", "/fields/4/id"))
                .forEach((right, wrong) -> {
                    String broken = HOUSE.replaceFirst(right.replace("{", "\\{"), wrong.get(0));
                    assertThat(broken).isNotEqualTo(HOUSE);
                    assertThat(errors(broken))
                            .as(wrong.get(0))
                            .extracting(FormError::pointer)
                            .contains(wrong.get(1));
                });
    }

    @Test
    void unknown_and_missing_properties_are_refused() {
        assertThat(errors(HOUSE.replace("\"cups\": 3,", "")))
                .extracting(FormError::rule)
                .containsExactly("required");
        assertThat(errors(HOUSE.replace("\"round\": 0.1,", "\"round\": 0.1, \"code\": \"rm\",")))
                .extracting(FormError::pointer, FormError::rule)
                .containsExactly(tuple("/scoring", "additionalProperties"));
        assertThat(errors(HOUSE.replace("\"type\": \"note\"", "\"type\": \"photo\"")))
                .extracting(FormError::pointer)
                .contains("/fields/4/type");
    }

    @Test
    void what_is_no_json_is_refused_with_its_line() {
        assertThat(errors("{\n  \"id\": }").getFirst().message()).contains("line 2");
        assertThat(errors("{} {}").getFirst().rule()).isEqualTo("json");
        assertThat(errors("{\"id\": \"a\", \"id\": \"b\"}").getFirst().rule()).isEqualTo("json");
        assertThat(errors("[".repeat(40) + "]".repeat(40)).getFirst().rule()).isEqualTo("json");
        assertThat(errors("")).hasSize(1);
        assertThat(errors("7")).hasSize(1);
    }

    @Test
    void size_is_bounded() {
        assertThat(errors(" ".repeat(FormLimits.BYTES_MAX) + HOUSE).getFirst().rule())
                .isEqualTo("bytes");
        String field =
                HOUSE.substring(
                        HOUSE.indexOf("{\"id\": \"story\""), HOUSE.indexOf("],\n \"defects\""));
        assertThat(errors(HOUSE.replace(field, (field + ",").repeat(99) + field)))
                .extracting(FormError::pointer, FormError::rule)
                .contains(tuple("/fields", "maxItems"));
    }

    private FormUpload take(String json) {
        return forms.take(json.getBytes(StandardCharsets.UTF_8));
    }

    private List<FormError> errors(String json) {
        FormUpload upload = take(json);
        assertThat(upload).isInstanceOf(FormUpload.Refused.class);
        return ((FormUpload.Refused) upload).errors();
    }
}
