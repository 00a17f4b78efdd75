package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.csv.Csv;
import coffee.crema.tastings.export.CsvExport;
import coffee.crema.tastings.export.JsonExport;
import coffee.crema.tastings.export.PdfReport;
import coffee.crema.tastings.export.ReportLanguage;
import coffee.crema.tastings.export.SessionResult;
import coffee.crema.tastings.score.FieldValue;
import coffee.crema.tastings.score.SheetEntry;
import coffee.crema.tastings.session.Panels.Ground;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Sessions as files, for whoever may read them: what is in one is decided by {@link ExportView}.
///
/// **Threading.** Any thread; files are made on the executor that was given, which may block.
///
/// **Errors.** As {@link Tastings}; also `too_large`, and `unavailable` when too many are made at once.
public final class Exports {
    /// Files of a node that are made at a time; a PDF takes about a second.
    public static final int AT_ONCE_MAX = 4;

    /// Characters that people wrote in one file.
    public static final int TEXT_CHARS_MAX = 8_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final TastingDesk desk;
    private final Panels panels;
    private final CsvExport csv;
    private final PdfReport pdf;
    private final Executor blocking;
    private final MeterRegistry meters;
    private final Turnstile turnstile;

    public enum Format {
        CSV("text/csv; charset=utf-8"),
        JSON("application/json"),
        PDF("application/pdf");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        /// Also the ending of a file's name.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws RejectedException `invalid_field`
        public static Format parse(String field, String value) {
            for (Format format : values()) {
                if (format.wireName().equals(value)) {
                    return format;
                }
            }
            throw RejectedException.invalid(field, "csv, json or pdf");
        }
    }

    /// @param name letters, digits, `.`, `_` and `-` only
    @SuppressWarnings("ArrayRecordComponent") // passed through, never compared
    public record File(String name, String contentType, byte[] bytes) {}

    public Exports(
            TastingDesk desk,
            Panels panels,
            Csv csv,
            PdfReport pdf,
            Executor blocking,
            MeterRegistry meters) {
        this.desk = desk;
        this.panels = panels;
        this.csv = new CsvExport(csv);
        this.pdf = pdf;
        this.blocking = blocking;
        this.meters = meters;
        this.turnstile =
                new Turnstile(
                        "exports",
                        AT_ONCE_MAX,
                        meters.counter("crema.tastings.exports.refused", "limit", "at-once"));
    }

    /// @param language of a PDF's own words
    public CompletionStage<File> export(
            Request request, TastingId id, Format format, ReportLanguage language) {
        return turnstile.pass(() ->
                panels.ground(request, id)
                        .thenCompose(this::view)
                        .thenApplyAsync(view -> file(view.result(), format, language), blocking));
    }

    private CompletionStage<ExportView> view(Ground ground) {
        TastingId id = ground.look().tasting().id();
        return panels.entries(ground)
                .thenCombine(
                        desk.database().read(tx -> desk.store().logged(tx, id, LATE_ADMITTED)),
                        (entries, admissions) ->
                                new ExportView(ground, entries, admitted(admissions)));
    }

    private static final String LATE_ADMITTED = "tasting.late-admitted";

    private Set<UserId> admitted(List<TastingStore.Logged> admissions) {
        Set<UserId> users = new HashSet<>();
        for (TastingStore.Logged one : admissions) {
            var told = desk.mapper().fromJson(one.json(), TastingEvent.LateAdmitted.class);
            users.add(new UserId(told.user()));
        }
        return users;
    }

    private File file(SessionResult result, Format format, ReportLanguage language) {
        requireBounded(result);
        byte[] bytes =
                switch (format) {
                    // With the mark, spreadsheets read Hangul as what it is.
                    case CSV ->
                            (BYTE_ORDER_MARK + csv.write(result)).getBytes(StandardCharsets.UTF_8);
                    case JSON -> MarkField.bytes(JsonExport.write(result));
                    case PDF -> pdf.write(result, language);
                };
        meters.counter("crema.tastings.exports", "format", format.wireName()).increment();
        return new File(
                "crema-" + result.session() + "." + format.wireName(), format.contentType, bytes);
    }

    private void requireBounded(SessionResult result) {
        long chars = 0;
        for (SessionResult.Sheet sheet : result.sheets()) {
            chars += chars(sheet.entry());
        }
        if (chars > TEXT_CHARS_MAX) {
            meters.counter("crema.tastings.exports.refused", "limit", "text").increment();
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE, "characters of notes in an export", TEXT_CHARS_MAX);
        }
    }

    private static long chars(SheetEntry entry) {
        long notes = entry.notes().values().stream().mapToLong(String::length).sum();
        long others =
                entry.alternatives().values().stream()
                        .flatMap(List::stream)
                        .mapToLong(value ->
                                value instanceof FieldValue.Noted(String text) ? text.length() : 0)
                        .sum();
        return notes + others;
    }
}
