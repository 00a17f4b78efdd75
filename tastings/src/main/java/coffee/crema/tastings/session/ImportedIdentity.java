package coffee.crema.tastings.session;

import coffee.crema.tastings.sample.GradingLayout;
import coffee.crema.tastings.sample.ImportedSample;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A row of a file as what a sample is. All that the row says is kept, its grading as it is written: it is hidden with the rest until the reveal.
final class ImportedIdentity {
    private ImportedIdentity() {}

    static Identity of(ImportedSample row) {
        Map<String, String> cells = new TreeMap<>(row.identity());
        row.grading().ifPresent(grading -> addGrading(cells, grading));
        @Nullable String name = cells.remove("name");
        String lot = cells.remove("lot");
        return new Identity(
                name == null ? row.lot() : name,
                first(cells, "producer", "farm"),
                first(cells, "country", "country_of_origin"),
                cells.remove("region"),
                cells.remove("variety"),
                first(cells, "process", "processing_method"),
                lot,
                cells.isEmpty() ? null : cells);
    }

    private static void addGrading(Map<String, String> cells, ImportedSample.Grading grading) {
        grading.parts().forEach((column, part) -> cells.put(column, part.toPlainString()));
        cells.put("total", grading.total().toPlainString());
        if (grading.deduction().signum() != 0) {
            cells.put(GradingLayout.CQI_ARABICA.deduction(), grading.deduction().toPlainString());
        }
    }

    private static @Nullable String first(Map<String, String> cells, String name, String other) {
        @Nullable String value = cells.remove(name);
        return value == null ? cells.remove(other) : value;
    }
}
