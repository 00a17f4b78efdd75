package coffee.crema.tastings.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coffee.crema.tastings.csv.Csv;
import coffee.crema.tastings.csv.adapter.fastcsv.FastCsv;
import coffee.crema.tastings.export.adapter.pdfbox.PdfboxReport;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private final Csv csv = new FastCsv();

    @Test
    void csv_has_a_row_for_each_cupper_sample_and_field() {
        List<Map<String, String>> rows = rows(new CsvExport(csv).write(Results.affective()));
        assertThat(rows)
                .filteredOn(r -> r.get("field").equals("score"))
                .extracting(r -> r.get("sample"), r -> r.get("cupper"), r -> r.get("value"))
                .containsExactly(
                        tuple("314", "김민지", "84.25"),
                        tuple("314", "Ann", "88.75"),
                        tuple("592", "김민지", "4 of 8"));
        assertThat(rows)
                .filteredOn(r -> r.get("sample").equals("314") && r.get("cupper").equals("Ann"))
                .extracting(r -> r.get("field") + "=" + r.get("value"))
                .contains("flavor=8", "defective=yes no no no no", "remarks='=1+1")
                .hasSize(12);
        assertThat(rows)
                .filteredOn(r -> r.get("sample").equals("592"))
                .allMatch(r -> r.get("excluded").equals("spilled") && r.get("late").equals("late"));
        assertThat(rows.getFirst().get("identity")).isEqualTo("country: Kenya; lot: L1");
    }

    @Test
    void csv_shows_what_two_devices_entered_at_once() {
        assertThat(rows(new CsvExport(csv).write(Results.affective())))
                .filteredOn(
                        r -> r.get("field").equals("fragrance") && r.get("cupper").equals("김민지"))
                .filteredOn(r -> r.get("sample").equals("314"))
                .extracting(r -> r.get("value") + "/" + r.get("alternative"))
                .containsExactly("6/0", "7/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "=cmd()#'=cmd()",
                "+1+1#'+1+1",
                "-2+3#'-2+3",
                "@SUM(A1)#'@SUM(A1)",
                "sweet;=cmd()#sweet;'=cmd()",
                "sweet, @x#sweet, '@x",
                "say \"=x#say \"'=x",
                "＝cmd#'＝cmd",
                "-7.25#-7.25",
                "86.25#86.25",
                "well-balanced, 50/50#well-balanced, 50/50"
            })
    void what_would_run_in_a_spreadsheet_is_disarmed(String cell, String safe) {
        assertThat(FormulaGuard.guarded(cell)).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t=x", "\r=x", "\n=x", "\tx", "\rx", " =x", "a\n=x", "a\t-x"})
    void blanks_and_line_breaks_do_not_hide_a_formula(String cell) {
        String safe = FormulaGuard.guarded(cell);
        assertThat(safe).contains("'").doesNotContainPattern("(^|[\\t\\r\\n,;])\\s*[=+@-]");
    }

    @Test
    void json_satisfies_its_published_schema() {
        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JsonExport.schemaJson(), InputFormat.JSON);
        for (SessionResult result :
                List.of(Results.affective(), Results.descriptive(1), Results.empty())) {
            var json = JsonExport.write(result);
            assertThat(schema.validate(json)).isEmpty();
            assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
        }
        var json = JsonExport.write(Results.affective());
        assertThat(json.at("/sheets/0/score/total").decimalValue()).isEqualByComparingTo("84.25");
        assertThat(json.at("/sheets/0/alternatives").get("/scores/fragrance").get(0).intValue())
                .isEqualTo(7);
        assertThat(json.at("/statistics/samples/1/mean/absent").asText()).isEqualTo("no-scores");
        assertThat(json.at("/statistics/samples/1/exclusions/0/reason").asText())
                .isEqualTo("spilled");
    }

    @Test
    void pdf_reads_back_with_its_tables_in_korean_and_english() throws IOException {
        String english =
                text(
                        new PdfboxReport(new SimpleMeterRegistry())
                                .write(Results.affective(), ReportLanguage.EN));
        assertThat(english)
                .contains("Cupping of the day", "CVA affective assessment", "김민지", "Kenya")
                .contains("Sample 314", "84.25", "88.75", "86.50", "4/8", "Excluded: spilled")
                .contains("Late.");
        String korean =
                text(
                        new PdfboxReport(new SimpleMeterRegistry())
                                .write(Results.affective(), ReportLanguage.KO));
        assertThat(korean).contains("CVA 정서 평가", "샘플 314", "제외: spilled", "중앙값");
    }

    @Test
    void pdf_draws_a_radar_with_its_numbers_and_breaks_pages() throws IOException {
        byte[] pdf =
                new PdfboxReport(new SimpleMeterRegistry())
                        .write(Results.descriptive(12), ReportLanguage.EN);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(4, 13);
        }
        assertThat(text(pdf)).contains("Flavor: 11.00 (n = 2)", "Sample 112", "7/7");
        assertThat(pdf.length).as("the font is a subset").isLessThan(400_000);
    }

    @Test
    void pdf_takes_any_text() throws IOException {
        SessionResult odd =
                Results.titled("\u0007\uD83D\uDE00 " + "very long ".repeat(300) + "\uD800");
        assertThat(text(new PdfboxReport(new SimpleMeterRegistry()).write(odd, ReportLanguage.EN)))
                .contains("very long", "...");
    }

    @Test
    void before_the_reveal_there_is_no_identity_to_export() throws IOException {
        SessionResult blind = Results.blind();
        String all =
                new CsvExport(csv).write(blind)
                        + JsonExport.write(blind)
                        + text(
                                new PdfboxReport(new SimpleMeterRegistry())
                                        .write(blind, ReportLanguage.EN));
        assertThat(all).contains("314").doesNotContain("Kenya", "L1");
    }

    private List<Map<String, String>> rows(String text) {
        var rows = new ArrayList<List<String>>();
        csv.read(text, ',', row -> rows.add(row.cells()));
        List<String> header = rows.removeFirst();
        assertThat(header).isEqualTo(CsvExport.COLUMNS);
        return rows.stream()
                .map(cells -> {
                    assertThat(cells).hasSize(header.size());
                    var row = new HashMap<String, String>();
                    for (int i = 0; i < cells.size(); i++) {
                        row.put(header.get(i), cells.get(i));
                    }
                    return (Map<String, String>) row;
                })
                .toList();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
