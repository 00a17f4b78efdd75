package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.Outcomes.code;
import static coffee.crema.tastings.session.TastingWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.tastings.export.ReportLanguage;
import coffee.crema.tastings.session.Exports.Format;
import coffee.crema.tastings.session.Imports.Selection;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/// Sessions as files, and files as samples.
abstract class FilesContract extends SessionContract {
    private static final String FILE =
            """
            lot,producer,country,harvest_year,aroma,flavor,aftertaste,acidity,body,balance,uniformity,clean_cup,sweetness,overall,total
            L1,Finca One,Kenya,2014,8,8,8,8,8,8,10,10,10,8,86
            L2,Finca Two,Peru,2015,8,8,8,8,8,8,10,10,10,8,90
            L3,Finca Three,Peru,,0,0,0,0,0,0,0,0,0,0,0
            """;

    private String text(Principal who, TastingId id, Format format) {
        byte[] bytes = file(who, id, format, ReportLanguage.EN).bytes();
        if (format != Format.PDF) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (var document = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Exports.File file(Principal who, TastingId id, Format format, ReportLanguage language) {
        return await(world.exports.export(world.by(who), id, format, language));
    }

    @Test
    void a_file_holds_what_its_reader_may_see_now() {
        TastingId id = sca("Kochere", "Huila");
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        Map<String, String> codes = codes(id);
        score(ANN, id, codes.get("Kochere"), 84.25);
        score(BOB, id, codes.get("Kochere"), 77.5);
        world.mark(BOB, id, codes.get("Kochere"), "notes.flavor", "a secret of bob");
        world.go(HANA, id, Step.LOCK);
        for (Format format : Format.values()) {
            assertThat(text(ANN, id, format))
                    .contains("84.25", codes.get("Kochere"), codes.get("Huila"), "The ann")
                    .doesNotContain("77.5", "Kochere", "Huila", "The bob", "secret");
            assertThat(text(EYE, id, format))
                    .doesNotContain("77.5", "84.25", "Kochere", "The bob", "The ann", "secret");
            assertThat(text(ASSI, id, format)).doesNotContain("77.5", "84.25", "The bob", "secret");
            assertThat(text(HANA, id, format)).contains("77.5", "84.25", "The bob", "The ann");
        }
        assertThat(text(HANA, id, Format.CSV)).contains("name: Kochere", "a secret of bob");
        assertThat(text(EYE, id, Format.JSON)).contains(codes.get("Kochere"), codes.get("Huila"));
        reveal(id, codes.get("Kochere"));
        for (Format format : Format.values()) {
            assertThat(text(ANN, id, format)).contains("77.5", "Kochere").doesNotContain("Huila");
            assertThat(text(EYE, id, format)).doesNotContain("Huila", "The ann", "secret");
        }
        assertThat(text(EYE, id, Format.JSON)).contains("80.875").doesNotContain("ann\"");
        assertThat(text(EYE, id, Format.PDF)).contains("Kochere", "80.88");
    }

    private void reveal(TastingId id, String code) {
        world.go(HANA, id, Step.REVEAL);
        long seq = world.see(HANA, id).moment().seq();
        await(world.reveals.reveal(world.by(HANA), new TastingCommand.Reveal(id, seq, code)));
    }

    @Test
    void what_is_exported_are_the_figures_that_were_shown() throws IOException {
        TastingId id = sca("Kochere", "Huila");
        for (Principal cupper : List.of(ANN, BOB)) {
            world.enter(cupper, id);
        }
        world.next(HANA, id);
        Map<String, String> codes = codes(id);
        score(ANN, id, codes.get("Kochere"), 84.25);
        score(BOB, id, codes.get("Kochere"), 80);
        score(ANN, id, codes.get("Huila"), 78);
        score(BOB, id, codes.get("Huila"), 79.75);
        revealAll(id);
        JsonNode json =
                MarkField.JSON.readTree(file(BOB, id, Format.JSON, ReportLanguage.KO).bytes());
        assertThat(json.get("schemaVersion").asInt()).isOne();
        for (var sample : world.results(BOB, id).samples()) {
            JsonNode exported =
                    json.at("/statistics/samples").findParents("n").stream()
                            .filter(one -> one.get("sample").asText().equals(sample.code()))
                            .findFirst()
                            .orElseThrow();
            assertThat(PanelFigures.rounded(exported.get("mean").asDouble()))
                    .isEqualTo(sample.panel().mean());
            assertThat(PanelFigures.rounded(exported.get("deviation").asDouble()))
                    .isEqualTo(sample.panel().sd());
            assertThat(exported.get("marks")).hasSize(2);
        }
        assertThat(json.at("/statistics/agreement/kendallW").asDouble())
                .isEqualTo(world.results(BOB, id).agreement().kendallW());
        assertThat(text(BOB, id, Format.PDF)).contains("82.13", "78.88", "Kochere");
        var korean = file(BOB, id, Format.PDF, ReportLanguage.KO);
        assertThat(korean.name()).isEqualTo("crema-" + id + ".pdf");
        assertThat(korean.contentType()).isEqualTo("application/pdf");
    }

    @Test
    void late_marks_that_were_admitted_are_labelled_so() {
        TastingId id = sca("Kochere");
        world.enter(ANN, id);
        world.next(HANA, id);
        world.go(HANA, id, Step.LOCK);
        String code = world.see(ANN, id).samples().getFirst().code();
        score(ANN, id, code, 84.25);
        assertThat(text(HANA, id, Format.CSV)).doesNotContain("84.25", ",late\n");
        await(world.jury.admitLate(world.by(HANA), new TastingCommand.AdmitLate(id, ANN.user())));
        assertThat(text(HANA, id, Format.CSV).lines().filter(row -> row.contains("84.25")))
                .singleElement()
                .satisfies(row -> assertThat(row).endsWith(",late"));
    }

    @Test
    void a_file_is_looked_at_first_and_nothing_is_left_out_in_silence() {
        var preview = await(world.imports.preview(world.by(EYE), bytes(FILE)));
        assertThat(preview.rows()).isEqualTo(3);
        assertThat(preview.layout()).isEqualTo("cqi-arabica");
        assertThat(preview.problems())
                .extracting(one -> one.line() + " " + one.lot() + " " + one.problem())
                .containsExactly("3 L2 total-differs", "4 L3 total-zero");
        assertThat(preview.problems().getFirst().sum()).isEqualByComparingTo("86");
        assertThat(preview.problems().getFirst().total()).isEqualByComparingTo("90");
        assertThat(preview.samples().getFirst().identity().more())
                .containsEntry("harvest_year", "2014")
                .containsEntry("total", "86");
        assertThat(code(() -> world.imports.preview(world.by(EYE), bytes("a,a\n"))))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void rows_of_a_file_stand_on_the_table_hidden_as_all_are() {
        TastingId id = sca();
        var all = new Selection(null, null, null);
        var imported = await(world.imports.into(world.by(HANA), id, bytes(FILE), all));
        assertThat(imported.imported()).isEqualTo(3);
        assertThat(imported.problems()).hasSize(2);
        assertThat(imported.session().samples()).hasSize(3);
        assertThat(world.see(ANN, id).samples()).allMatch(sample -> sample.identity() == null);
        assertThat(world.see(ASSI, id).samples())
                .extracting(sample -> sample.identity().producer())
                .containsExactlyInAnyOrder("Finca One", "Finca Two", "Finca Three");
        var second = new Selection(2, 2, 1);
        var more = await(world.imports.into(world.by(ASSI), id, bytes(FILE), second));
        assertThat(more.from()).isEqualTo(2);
        assertThat(more.imported()).isOne();
        assertThat(more.rows()).isEqualTo(3);
        assertThat(more.session().flights()).isEqualTo(2);
        assertThat(code(() -> world.imports.into(world.by(ANN), id, bytes(FILE), all)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        String many = "lot\n" + "x\n".repeat(TastingLimits.SAMPLES_MAX + 1);
        assertThat(code(() -> world.imports.into(world.by(HANA), id, bytes(many), all)))
                .isEqualTo(ErrorCode.TOO_MANY);
        String wide = "lot,variety\nL1," + "v".repeat(201) + "\n";
        assertThat(code(() -> world.imports.into(world.by(HANA), id, bytes(wide), all)))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        world.next(HANA, id);
        assertThat(code(() -> world.imports.into(world.by(HANA), id, bytes(FILE), all)))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
