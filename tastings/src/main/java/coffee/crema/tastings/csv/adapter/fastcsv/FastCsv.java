package coffee.crema.tastings.csv.adapter.fastcsv;

import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.csv.Csv;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/// CSV by FastCSV.
public final class FastCsv implements Csv {

    @Override
    public void read(String text, char separator, Consumer<CsvRow> each) {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                each.accept(new CsvRow(row.getStartingLineNumber(), row.getFields()));
            }
        } catch (CsvParseException e) {
            throw RejectedException.invalid("file", "well-formed CSV: quotes must match");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    @Override
    public String write(List<List<String>> rows) {
        var text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            rows.forEach(writer::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }
}
