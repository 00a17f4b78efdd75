package coffee.crema.tastings.sample;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.csv.Csv.CsvRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Turns the rows of one file into samples. The first row is the header.
final class RowReader {
    /// How far a total may be from the sum of its parts: the parts are means, each rounded for itself.
    private static final BigDecimal TOLERANCE = new BigDecimal("0.05");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+([.,]\\d+)?");
    private static final List<String> LOT_COLUMNS = List.of("lot", "sample", "id", "name");

    private final char separator;
    private final List<String> columns = new ArrayList<>();
    private final List<ImportedSample> samples = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();
    private final Map<String, Long> lots = new HashMap<>();
    private Optional<GradingLayout> layout = Optional.empty();

    RowReader(char separator) {
        this.separator = separator;
    }

    void row(CsvRow row) {
        row.cells().forEach(cell -> bounded(row, cell));
        if (columns.isEmpty()) {
            header(row.cells());
        } else {
            sample(row);
        }
    }

    SampleImport.Result result() {
        if (columns.isEmpty()) {
            throw RejectedException.invalid("file", "a header row with the names of the columns");
        }
        return new SampleImport.Result(samples, problems, layout);
    }

    private void header(List<String> cells) {
        if (cells.size() > ImportLimits.COLUMNS_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY,
                    "a file has at most " + ImportLimits.COLUMNS_MAX + " columns",
                    ImportLimits.COLUMNS_MAX);
        }
        for (String cell : cells) {
            String name = cell.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
            if (name.isEmpty() || columns.contains(name)) {
                throw RejectedException.invalid(
                        "header[" + (columns.size() + 1) + "]", "a name that is there once");
            }
            columns.add(name);
        }
        layout = GradingLayout.of(new HashSet<>(columns));
    }

    private void bounded(CsvRow row, String cell) {
        if (cell.length() > ImportLimits.CELL_LENGTH_MAX) {
            throw RejectedException.invalid(
                    place(row.cells().indexOf(cell)),
                    "at most " + ImportLimits.CELL_LENGTH_MAX + " characters",
                    ImportLimits.CELL_LENGTH_MAX);
        }
    }

    /// Rows count from 1 below the header, as people count them; a column that the header does not name counts from 1.
    private String place(int column) {
        String name = column < columns.size() ? columns.get(column) : Integer.toString(column + 1);
        return columns.isEmpty()
                ? "header[" + (column + 1) + "]"
                : "rows[" + (samples.size() + 1) + "]." + name;
    }

    private void sample(CsvRow row) {
        if (samples.size() == ImportLimits.ROWS_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY,
                    "a file has at most " + ImportLimits.ROWS_MAX + " rows",
                    ImportLimits.ROWS_MAX);
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), row.cells().size()); i++) {
            cells.put(columns.get(i), row.cells().get(i).strip());
        }
        String lot =
                LOT_COLUMNS.stream()
                        .map(column -> cells.getOrDefault(column, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("row-" + (samples.size() + 1));
        if (row.cells().size() != columns.size()) {
            problems.add(
                    new RowProblem.CellCount(row.line(), lot, row.cells().size(), columns.size()));
        }
        Long before = lots.putIfAbsent(lot, row.line());
        if (before != null) {
            problems.add(new RowProblem.DuplicateLot(row.line(), lot, before));
        }
        Optional<ImportedSample.Grading> grading =
                layout.flatMap(l -> grading(l, cells, row.line(), lot));
        samples.add(new ImportedSample(row.line(), lot, identity(cells), grading));
    }

    private Map<String, String> identity(Map<String, String> cells) {
        Map<String, String> identity = new LinkedHashMap<>();
        cells.forEach((column, value) -> {
            boolean graded = layout.filter(l -> l.has(column)).isPresent();
            if (!graded && !value.isEmpty()) {
                identity.put(column, value);
            }
        });
        return identity;
    }

    private Optional<ImportedSample.Grading> grading(
            GradingLayout l, Map<String, String> cells, long line, String lot) {
        Map<String, BigDecimal> parts = new LinkedHashMap<>();
        boolean whole = true;
        for (String column : l.parts()) {
            Optional<BigDecimal> part = number(cells, column, line, lot);
            whole &= part.isPresent();
            part.ifPresent(value -> parts.put(column, value));
        }
        Optional<BigDecimal> total = number(cells, l.total(), line, lot);
        Optional<BigDecimal> deduction =
                cells.getOrDefault(l.deduction(), "").isEmpty()
                        ? Optional.of(BigDecimal.ZERO)
                        : number(cells, l.deduction(), line, lot);
        if (!whole || total.isEmpty() || deduction.isEmpty()) {
            return Optional.empty();
        }
        var grading = new ImportedSample.Grading(l.id(), parts, deduction.get(), total.get());
        check(grading, line, lot);
        return Optional.of(grading);
    }

    private void check(ImportedSample.Grading grading, long line, String lot) {
        if (grading.total().signum() == 0) {
            problems.add(new RowProblem.TotalZero(line, lot));
        }
        if (grading.sum().subtract(grading.total()).abs().compareTo(TOLERANCE) > 0) {
            problems.add(new RowProblem.TotalDiffers(line, lot, grading.sum(), grading.total()));
        }
    }

    private Optional<BigDecimal> number(
            Map<String, String> cells, String column, long line, String lot) {
        String text = cells.getOrDefault(column, "");
        boolean right =
                text.length() <= ImportLimits.NUMBER_LENGTH_MAX
                        && NUMBER.matcher(text).matches()
                        && (separator != ',' || text.indexOf(',') < 0);
        if (!right) {
            problems.add(new RowProblem.NotANumber(line, lot, column));
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.replace(',', '.')));
    }
}
