package coffee.crema.tastings.csv;

import java.util.List;
import java.util.function.Consumer;

/// Comma-separated values as RFC 4180 has them, read leniently.
///
/// **Threading.** Any thread, many at once; does not block.
public interface Csv {

    /// Hands out the rows one by one, quotes undone, empty lines left out. Rows may differ in length.
    ///
    /// @throws coffee.crema.realtime.wire.RejectedException `invalid_field` on `file`, when quotes do not match
    void read(String text, char separator, Consumer<CsvRow> each);

    /// @return the rows with commas and CRLF, quoted where necessary
    String write(List<List<String>> rows);

    /// @param line where the row begins in the text, from 1
    record CsvRow(long line, List<String> cells) {}
}
