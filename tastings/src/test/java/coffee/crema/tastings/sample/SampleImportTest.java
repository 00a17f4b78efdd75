package coffee.crema.tastings.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.csv.adapter.fastcsv.FastCsv;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleImportTest {
    private static final String HEADER =
            "lot,species,country,aroma,flavor,aftertaste,acidity,body,balance,uniformity,clean_cup,sweetness,overall,total\n";
    private static final String RIGHT = ",Arabica,Kenya,8,8,8,8,8,8,10,10,10,8,86\n";

    private final SampleImport reader = new SampleImport(new FastCsv());

    @Test
    void totals_that_do_not_add_up_are_imported_and_reported() {
        SampleImport.Result result =
                read(
                        HEADER
                                + "A"
                                + RIGHT
                                + "B,Arabica,Peru,8,8,8,8,8,8,10,10,10,8,86.05\n"
                                + "C,Arabica,Peru,8,8,8,8,8,8,10,10,10,8,86.06\n"
                                + "D,Arabica,Peru,0,0,0,0,0,0,0,0,0,0,0\n"
                                + "E,Arabica,Peru,8,eight,8,8,8,8,10,10,10,8,86\n"
                                + "A,Arabica,Peru,8.67,8.83,8.67,8.75,8.5,8.42,10,10,10,8.75,90.58\n"
                                + "F,Arabica\n");
        assertThat(result.samples()).hasSize(7);
        assertThat(result.layout()).contains(GradingLayout.CQI_ARABICA);
        assertThat(result.problems())
                .contains(
                        new RowProblem.TotalDiffers(
                                4, "C", new BigDecimal("86"), new BigDecimal("86.06")),
                        new RowProblem.TotalZero(5, "D"),
                        new RowProblem.NotANumber(6, "E", "flavor"),
                        new RowProblem.DuplicateLot(7, "A", 2),
                        new RowProblem.CellCount(8, "F", 2, 14));
        assertThat(result.problems()).noneMatch(p -> p.lot().equals("B"));
        assertThat(result.samples().get(4).grading()).isEmpty();
        assertThat(result.samples().get(5).grading().orElseThrow().parts().get("aroma"))
                .as("a panel's mean keeps its digits")
                .isEqualTo(new BigDecimal("8.67"));
        assertThat(result.samples().getFirst().identity())
                .containsOnlyKeys("lot", "species", "country");
    }

    @Test
    void byte_order_mark_quotes_separators_and_spelled_headers_are_understood() {
        String text =
                "\uFEFFLot;\"Country of Origin\";Fragrance / Aroma;Flavor;Aftertaste;Salt-Acid;Bitter Sweet;Mouthfeel;Uniform Cup;"
                        + "Clean Cup;Balance;Overall;Total\r\n"
                        + "R1;\"India; \"\"Karnataka\"\"\nsouth\";8;8;7,75;8;8;8;10;10;8;8;83,75\r\n\r\n";
        SampleImport.Result result = read(text);
        assertThat(result.layout()).contains(GradingLayout.CQI_ROBUSTA);
        assertThat(result.problems()).isEmpty();
        ImportedSample sample = result.samples().getFirst();
        assertThat(sample.lot()).isEqualTo("R1");
        assertThat(sample.identity())
                .containsEntry("country_of_origin", "India; \"Karnataka\"\nsouth");
        assertThat(sample.grading().orElseThrow().total()).isEqualTo(new BigDecimal("83.75"));
    }

    @Test
    void a_list_without_gradings_is_a_list_of_samples() {
        SampleImport.Result result = read("name\tcountry\n예가체프\tEthiopia\n\tKenya\n");
        assertThat(result.layout()).isEmpty();
        assertThat(result.samples())
                .extracting(ImportedSample::lot)
                .containsExactly("예가체프", "row-2");
    }

    @Test
    void what_is_over_a_limit_is_refused_by_row_and_column() {
        RejectedException cell =
                refused(HEADER + "A" + RIGHT + "B,Arabica," + "x".repeat(2001) + ",8\n");
        assertThat(cell.field()).isEqualTo("rows[2].country");
        assertThat(cell.limit()).hasValue(ImportLimits.CELL_LENGTH_MAX);

        RejectedException rows = refused("lot\n" + "a\n".repeat(ImportLimits.ROWS_MAX + 1));
        assertThat(rows.code()).isEqualTo(ErrorCode.TOO_MANY);
        assertThat(rows.limit()).hasValue(ImportLimits.ROWS_MAX);

        RejectedException columns = refused("c,".repeat(ImportLimits.COLUMNS_MAX) + "c\n");
        assertThat(columns.code()).isEqualTo(ErrorCode.TOO_MANY);

        RejectedException bytes = refused("x".repeat(ImportLimits.BYTES_MAX + 1));
        assertThat(bytes.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void what_is_no_csv_in_utf_8_is_refused() {
        assertThatThrownBy(() -> reader.read(new byte[] {(byte) 0xff, (byte) 0xfe, 'l', 0}))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.field()).isEqualTo("file"));
        assertThat(refused("").field()).isEqualTo("file");
        assertThat(refused("lot,Lot\n").field()).isEqualTo("header[2]");
        assertThat(refused("lot\n\"a\"b\n").field()).isEqualTo("file");
    }

    private SampleImport.Result read(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private RejectedException refused(String text) {
        List<RejectedException> caught = new ArrayList<>();
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(RejectedException.class, caught::add);
        return caught.getFirst();
    }
}
