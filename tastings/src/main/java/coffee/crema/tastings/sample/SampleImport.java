package coffee.crema.tastings.sample;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.csv.Csv;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads samples from CSV: UTF-8, with or without a byte order mark; comma, semicolon or tab. Every row below the header becomes a sample; what is odd about
/// one is reported beside it.
public final class SampleImport {
    private final Csv csv;

    public SampleImport(Csv csv) {
        this.csv = csv;
    }

    /// @param samples one for each row, in the file's order
    /// @param layout which gradings the file holds, if any that are known
    public record Result(
            List<ImportedSample> samples,
            List<RowProblem> problems,
            Optional<GradingLayout> layout) {
        public Result {
            samples = List.copyOf(samples);
            problems = List.copyOf(problems);
        }
    }

    /// @throws RejectedException `too_large`, `too_many`, or `invalid_field` naming row and column, for example `rows[12].variety`
    public Result read(byte[] file) {
        if (file.length > ImportLimits.BYTES_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE,
                    "a file has at most " + ImportLimits.BYTES_MAX + " bytes",
                    ImportLimits.BYTES_MAX);
        }
        String text = decoded(file);
        char separator = separator(text);
        var rows = new RowReader(separator);
        csv.read(text, separator, rows::row);
        return rows.result();
    }

    private static String decoded(byte[] file) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw RejectedException.invalid("file", "UTF-8");
        }
    }

    /// The one that the header holds most of, outside quotes.
    private static char separator(String text) {
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
                counts[SEPARATORS.indexOf(c)]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    private static final String SEPARATORS = ",;\t";
}
