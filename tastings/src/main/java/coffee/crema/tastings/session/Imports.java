package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.tastings.csv.Csv;
import coffee.crema.tastings.sample.GradingLayout;
import coffee.crema.tastings.sample.ImportedSample;
import coffee.crema.tastings.sample.RowProblem;
import coffee.crema.tastings.sample.SampleImport;
import coffee.crema.tastings.session.TastingAnswer.ImportedRow;
import coffee.crema.tastings.session.TastingAnswer.RowProblemView;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Samples from a CSV file: looked at first, or put on the table. Every row becomes a sample; what is odd about one is told with its line, and nothing is left out without a number that says so.
///
/// **Threading.** Any thread; files are read on the executor that was given.
///
/// **Errors.** As {@link Tastings}; also `too_large`, `unavailable` when too many are read at once, and `invalid_field` naming row and column, for example `rows[12].variety`.
public final class Imports {
    /// Files of a node that are read at a time.
    public static final int AT_ONCE_MAX = 2;

    /// Problems that one answer lists; of the others it says how many.
    public static final int PROBLEMS_MAX = 10_000;

    private final Tastings tastings;
    private final SampleImport reader;
    private final Executor blocking;
    private final MeterRegistry meters;
    private final Turnstile turnstile;

    public Imports(Tastings tastings, Csv csv, Executor blocking, MeterRegistry meters) {
        this.tastings = tastings;
        this.reader = new SampleImport(csv);
        this.blocking = blocking;
        this.meters = meters;
        this.turnstile =
                new Turnstile(
                        "imports",
                        AT_ONCE_MAX,
                        meters.counter("crema.tastings.imports.refused", "code", "unavailable"));
    }

    /// Reads a file and keeps nothing.
    public CompletionStage<TastingAnswer.ImportPreview> preview(Request request, byte[] file) {
        RoomPolicy.requireAccount(request.principal());
        return turnstile.pass(() -> read(file).thenApplyAsync(Imports::preview, blocking));
    }

    private static TastingAnswer.ImportPreview preview(SampleImport.Result result) {
        List<ImportedRow> rows = new ArrayList<>();
        for (ImportedSample sample : result.samples()) {
            rows.add(
                    new ImportedRow(
                            sample.line(),
                            sample.lot(),
                            ImportedIdentity.of(sample),
                            sample.grading().orElse(null)));
        }
        return new TastingAnswer.ImportPreview(
                rows.size(),
                result.layout().map(GradingLayout::id).orElse(null),
                rows,
                problems(result),
                leftOut(result));
    }

    /// Which rows of a file go into a session.
    ///
    /// @param flight from 1; the first when absent
    /// @param from the first row, from 1 below the header; the first when absent
    /// @param limit how many rows; all that follow when absent, and more than the session takes are refused as a whole
    public record Selection(
            @Nullable Integer flight, @Nullable Integer from, @Nullable Integer limit) {}

    /// Puts rows on the table of a session, which must be in its lobby. Who may add samples may do this.
    public CompletionStage<TastingAnswer.Imported> into(
            Request request, TastingId session, byte[] file, Selection selection) {
        return turnstile.pass(
                () -> read(file).thenCompose(result -> into(request, session, result, selection)));
    }

    private CompletionStage<TastingAnswer.Imported> into(
            Request request, TastingId session, SampleImport.Result result, Selection selection) {
        int rows = result.samples().size();
        int from = Fields.number("from", selection.from(), 1, 1, Math.max(1, rows));
        int rest = rows - from + 1;
        int limit = Fields.number("limit", selection.limit(), Math.max(1, rest), 1, 10_000);
        List<NewSample> samples = new ArrayList<>();
        for (int row = from; row < from + Math.min(limit, rest); row++) {
            Identity identity = ImportedIdentity.of(result.samples().get(row - 1));
            samples.add(
                    new NewSample(
                            identity.checked("rows[" + row + "]"), selection.flight(), null, null));
        }
        if (samples.isEmpty()) {
            throw RejectedException.invalid("file", "at least one row below the header");
        }
        return tastings.addSamples(request, new TastingCommand.AddSamples(session, samples))
                .thenApply(seen ->
                        new TastingAnswer.Imported(
                                seen.session(),
                                rows,
                                from,
                                samples.size(),
                                problems(result),
                                leftOut(result)));
    }

    private CompletionStage<SampleImport.Result> read(byte[] file) {
        return CompletableFuture.supplyAsync(() -> counted(file), blocking);
    }

    private SampleImport.Result counted(byte[] file) {
        try {
            SampleImport.Result result = reader.read(file);
            meters.counter("crema.tastings.imports.rows").increment(result.samples().size());
            meters.counter("crema.tastings.imports.problems").increment(result.problems().size());
            return result;
        } catch (RejectedException refusal) {
            meters.counter("crema.tastings.imports.refused", "code", refusal.code().wireName())
                    .increment();
            throw refusal;
        }
    }

    private static List<RowProblemView> problems(SampleImport.Result result) {
        return result.problems().stream().limit(PROBLEMS_MAX).map(Imports::view).toList();
    }

    private static int leftOut(SampleImport.Result result) {
        return Math.max(0, result.problems().size() - PROBLEMS_MAX);
    }

    private static RowProblemView view(RowProblem problem) {
        return switch (problem) {
            case RowProblem.TotalDiffers(var line, var lot, var sum, var total) ->
                    new RowProblemView(line, lot, "total-differs", null, sum, total, null);
            case RowProblem.TotalZero(var line, var lot) ->
                    new RowProblemView(line, lot, "total-zero", null, null, null, null);
            case RowProblem.NotANumber(var line, var lot, var column) ->
                    new RowProblemView(line, lot, "not-a-number", column, null, null, null);
            case RowProblem.CellCount(var line, var lot, var cells, var columns) ->
                    new RowProblemView(
                            line,
                            lot,
                            "cell-count",
                            null,
                            null,
                            null,
                            cells + " cells, " + columns + " columns");
            case RowProblem.DuplicateLot(var line, var lot, var first) ->
                    new RowProblemView(
                            line, lot, "duplicate-lot", null, null, null, "first in line " + first);
        };
    }
}
