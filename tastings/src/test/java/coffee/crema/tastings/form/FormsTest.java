package coffee.crema.tastings.form;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.tastings.form.adapter.networknt.NetworkntFormSchema;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormsTest {

    @Test
    void the_built_in_forms_satisfy_the_published_schema() throws Exception {
        var schema = new NetworkntFormSchema();
        for (Form form : Forms.builtIn().all()) {
            assertThat(schema.check(new ObjectMapper().readTree(form.json())))
                    .as(form.ref().toString())
                    .isEmpty();
        }
        assertThat(Forms.builtIn().all()).hasSize(6);
    }

    @Test
    void scored_forms_ask_for_what_they_score() {
        assertThat(form(Forms.SCA_2004).asked(5)).hasSize(10);
        assertThat(form(Forms.SCA_2004).asked(1)).hasSize(9);
        assertThat(form(Forms.CVA_AFFECTIVE).asked(5)).hasSize(8);
        assertThat(form(Forms.CVA_DESCRIPTIVE).asked(5)).hasSize(7);
        assertThat(form(Forms.COE).asked(4)).hasSize(8);
    }

    @Test
    void the_descriptive_form_has_its_boxes_and_caps() {
        var flavor =
                (FormField.Ticks)
                        form(Forms.CVA_DESCRIPTIVE).field("flavor-aftertaste-notes").orElseThrow();
        assertThat(flavor.options()).hasSize(24);
        assertThat(flavor.ticksMax()).isEqualTo(5);
        assertThat(flavor.option("berry").orElseThrow().parent()).contains("fruity");
        assertThat(flavor.options().stream().filter(o -> o.parent().isEmpty())).hasSize(9);
    }

    @Test
    void labels_are_in_korean_and_english() {
        Form form = form(Forms.CVA_AFFECTIVE);
        assertThat(form.asked(5))
                .extracting(field -> field.label().ko())
                .containsExactly("프레그런스", "아로마", "플레이버", "애프터테이스트", "산미", "단맛", "마우스필", "오버롤");
        assertThat(form.field("overall").orElseThrow().label().en()).isEqualTo("Overall");
        assertThat(List.of(form.field("fragrance").orElseThrow().phase()))
                .containsExactly(UsualPhase.DRY);
    }

    private static Form form(FormRef ref) {
        return Forms.builtIn().find(ref).orElseThrow();
    }
}
