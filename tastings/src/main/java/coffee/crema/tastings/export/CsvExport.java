package coffee.crema.tastings.export;

import coffee.crema.tastings.csv.Csv;
import coffee.crema.tastings.export.SessionResult.Sample;
import coffee.crema.tastings.export.SessionResult.Sheet;
import coffee.crema.tastings.form.Decimal;
import coffee.crema.tastings.form.FormField;
import coffee.crema.tastings.form.FormLimits;
import coffee.crema.tastings.score.Completion;
import coffee.crema.tastings.score.CupMarks;
import coffee.crema.tastings.score.Defect;
import coffee.crema.tastings.score.FieldValue;
import coffee.crema.tastings.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A session in the long form that statistics programs want: one row for each cupper, sample and field, and one for the score. A field that was
/// not entered has no row.
public final class CsvExport {
    static final List<String> COLUMNS =
            List.of(
                    "session",
                    "form",
                    "version",
                    "sample",
                    "identity",
                    "cupper",
                    "field",
                    "kind",
                    "value",
                    "alternative",
                    "excluded",
                    "late");

    private final Csv csv;

    public CsvExport(Csv csv) {
        this.csv = csv;
    }

    /// @return CSV without a byte order mark; encode it as UTF-8
    public String write(SessionResult result) {
        var rows = new ArrayList<List<String>>();
        rows.add(COLUMNS);
        for (Sample sample : result.samples()) {
            for (Sheet sheet : result.sheetsOf(sample)) {
                new Rows(result, sample, sheet, rows).write();
            }
        }
        return csv.write(rows);
    }

    /// @param rows where the rows of this sheet go
    private record Rows(SessionResult result, Sample sample, Sheet sheet, List<List<String>> rows) {

        void write() {
            for (FormField field : result.form().fields()) {
                FieldValue value = sheet.entry().values().get(field.id());
                if (value != null) {
                    row(field.id(), value, 0);
                }
                alternatives(field);
                String remark = sheet.entry().notes().get(field.id());
                if (remark != null && !(field instanceof FormField.Note)) {
                    row(field.id(), "remark", remark, 0);
                }
            }
            List<Defect> defects = sheet.entry().defects().orElse(List.of());
            if (!defects.isEmpty()) {
                row(Completion.DEFECTS, new FieldValue.Reported(defects), 0);
            }
            score();
        }

        private void alternatives(FormField field) {
            List<FieldValue> others =
                    sheet.entry().alternatives().getOrDefault(pointer(field), List.of());
            for (int i = 0; i < others.size(); i++) {
                row(field.id(), others.get(i), i + 1);
            }
        }

        private void score() {
            switch (sheet.score()) {
                case Score.Complete complete ->
                        row("score", complete.adapted() ? "adapted" : "score", complete.text(), 0);
                case Score.Incomplete(Completion done) -> completion(done);
                case Score.Unscored(Completion done) -> completion(done);
            }
        }

        /// In words: a spreadsheet would take 4/8 for a day in April.
        private void completion(Completion done) {
            row("score", "completion", done.filled() + " of " + done.of(), 0);
        }

        private void row(String field, FieldValue value, int alternative) {
            switch (value) {
                case FieldValue.Marked(int millis) ->
                        row(
                                field,
                                "number",
                                Decimal.text(millis, FormLimits.VALUE_DIGITS),
                                alternative);
                case FieldValue.Cups(CupMarks cups) ->
                        row(field, "cups", cupsText(cups), alternative);
                case FieldValue.Ticked(List<String> options) ->
                        row(field, "ticks", String.join("; ", options), alternative);
                case FieldValue.Noted(String text) -> row(field, "note", text, alternative);
                case FieldValue.Reported(List<Defect> defects) ->
                        row(
                                field,
                                "defects",
                                defects.stream()
                                        .map(Rows::defectText)
                                        .collect(Collectors.joining("; ")),
                                alternative);
            }
        }

        private void row(String field, String kind, String value, int alternative) {
            List<String> cells =
                    List.of(
                            result.session(),
                            result.form().ref().id(),
                            Integer.toString(result.form().ref().version()),
                            sample.code(),
                            new TreeMap<>(sample.identity())
                                    .entrySet().stream()
                                            .map(e -> e.getKey() + ": " + e.getValue())
                                            .collect(Collectors.joining("; ")),
                            result.nameOf(sheet.cupper()),
                            field,
                            kind,
                            value,
                            Integer.toString(alternative),
                            sheet.excluded().orElse(""),
                            sheet.late() ? "late" : "");
            rows.add(cells.stream().map(FormulaGuard::guarded).toList());
        }

        private static String cupsText(CupMarks cups) {
            return cups.toList().stream()
                    .map(marked -> marked ? "yes" : "no")
                    .collect(Collectors.joining(" "));
        }

        private static String defectText(Defect defect) {
            return defect.type().orElse("no type")
                    + " x"
                    + defect.intensity()
                    + defect.cups()
                            .map(cups -> " in " + cupsText(cups))
                            .orElse(" in " + defect.count() + " cups");
        }

        private static String pointer(FormField field) {
            return switch (field) {
                case FormField.Scale scale -> "/scores/" + scale.id();
                case FormField.Cups cups -> "/cups/" + cups.id();
                case FormField.Ticks ticks -> "/ticks/" + ticks.id();
                case FormField.Note note -> "/notes/" + note.id();
            };
        }
    }
}
