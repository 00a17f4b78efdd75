package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.member;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import coffee.crema.tastings.form.Forms;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormsApiTest {
    private static final String FORMS = "/api/v1/forms";

    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String ours() {
        return Forms.builtIn()
                .find(Forms.CVA_AFFECTIVE)
                .orElseThrow()
                .json()
                .replace("\"cva-affective\"", "\"our-form\"");
    }

    @Test
    void a_form_of_ones_own_is_brought_listed_and_read() {
        ApiCaller ann = member(node, "ann");
        ApiCaller bob = member(node, "bob");
        assertThat(ann.done("POST", FORMS, ours()).path("version").asInt()).isOne();
        ann.refused(409, "conflict", "POST", FORMS, ours());
        String next = ours().replace("\"version\":1", "\"version\":2");
        bob.refused(403, "forbidden", "POST", FORMS, next);
        ann.done("POST", FORMS, next);
        assertThat(ann.get(FORMS).path("forms").findValuesAsText("form"))
                .contains("sca-2004", "coe", "our-form");
        assertThat(bob.get(FORMS).path("forms").findValuesAsText("form"))
                .doesNotContain("our-form");
        assertThat(bob.get(FORMS + "/our-form").path("version").asInt()).isEqualTo(2);
        JsonNode first = bob.get(FORMS + "/our-form?version=1");
        assertThat(first.at("/definition/id").asText()).isEqualTo("our-form");
        bob.refused(404, "not_found", "GET", FORMS + "/nobodys", "");
    }

    @Test
    void all_that_is_wrong_with_a_form_is_said_with_its_place() {
        ApiCaller ann = member(node, "ann");
        double before = refused("shape");
        String wrong =
                ours().replace("\"our-form\"", "\"Not An Id\"")
                        .replace("\"cups\":5", "\"cups\":99");
        JsonNode error = ann.refused(400, "invalid_field", "POST", FORMS, wrong);
        assertThat(error.path("errors").findValuesAsText("pointer")).contains("/id", "/cups");
        assertThat(error.path("errors"))
                .allSatisfy(one -> {
                    assertThat(one.path("rule").asText()).isNotBlank();
                    assertThat(one.path("message").asText()).isNotBlank();
                });
        assertThat(ann.refused(400, "invalid_field", "POST", FORMS, "{").path("errors")).hasSize(1);
        ann.refused(413, "too_large", "POST", FORMS, "{\"x\":\"" + "y".repeat(66_000) + "\"}");
        assertThat(refused("shape")).isEqualTo(before + 2);
    }

    private static double refused(String limit) {
        return node.bean(io.micrometer.core.instrument.MeterRegistry.class)
                .counter("crema.tastings.forms.refused", "limit", limit)
                .count();
    }
}
