package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.RawJson;
import coffee.crema.tastings.sample.ImportedSample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is answered to {@link TastingCommand}s; names as in docs/protocol.md.
public sealed interface TastingAnswer {

    /// A session as the asker may see it.
    record Seen(TastingView session) implements TastingAnswer {}

    record Listed(List<TastingView> sessions) implements TastingAnswer {}

    /// Where the session is now.
    record Moved(TastingView.MomentView moment) implements TastingAnswer {}

    /// It was done.
    record Done() implements TastingAnswer {}

    record CodeMap(List<CodeEntry> samples) implements TastingAnswer {}

    /// @param place on the table, from 1
    record CodeEntry(
            String code,
            int place,
            @Nullable Integer flight,
            Identity identity,
            @Nullable Double target) {}

    /// @param late whether it came after the lock: it counts only when the host admits it
    /// @param change the hash of the document's change that holds it; absent when the sheet held it already
    record Marked(String sample, String field, boolean late, @Nullable String change)
            implements TastingAnswer {}

    /// @param content as its document holds it
    /// @param calibration how far one's own total of the calibration's sample was from the target, when that is over
    record OwnSheet(
            String session,
            boolean frozen,
            boolean late,
            RawJson content,
            List<OwnScore> scores,
            @Nullable Double calibration)
            implements TastingAnswer {}

    /// @param problems what could not be read, by field
    /// @param alternatives what other devices of the cupper entered at the same time, by field
    record OwnScore(
            String sample,
            int filled,
            int of,
            @Nullable Double score,
            List<String> problems,
            Map<String, List<Object>> alternatives) {}

    /// @param complete sheets of one sample that have all that is asked
    /// @param of how many that could be
    record Progress(
            int complete, int of, List<SampleProgress> samples, List<CupperProgress> cuppers)
            implements TastingAnswer {}

    /// @param complete how many cuppers have completed it
    record SampleProgress(String code, int complete, int of) {}

    /// @param complete how many samples this cupper has completed
    record CupperProgress(String user, int complete, int of) {}

    /// What the viewer may see of the results now.
    ///
    /// @param samples those of which the viewer may see something, by code
    /// @param agreement over these samples; absent when there is none
    /// @param biases over those of them whose scores the viewer may see; absent when there is none
    /// @param calibration for those who may see what others made of the calibration's sample
    /// @param exclusions who decided what, for the staff
    record Results(
            TastingView.MomentView moment,
            List<SampleResult> samples,
            PanelView.@Nullable AgreementView agreement,
            @Nullable List<PanelView.BiasView> biases,
            PanelView.@Nullable CalibrationView calibration,
            @Nullable List<ExclusionView> exclusions)
            implements TastingAnswer {}

    /// @param sample absent for the whole sheet
    /// @param label why, for all who may see the scores
    record ExclusionView(
            String user, @Nullable String sample, String label, String by, long atMs) {}

    /// A room's open sessions, as its snapshot holds them.
    ///
    /// @param panels of sessions of which the viewer may see results now; `tasting.results` has what single cuppers did, and sessions that are too much for a snapshot
    record Open(List<TastingView> sessions, @Nullable List<SessionPanels> panels)
            implements TastingAnswer {}

    record SessionPanels(
            String session, List<SamplePanel> samples, PanelView.AgreementView agreement) {}

    record SamplePanel(String code, PanelView panel) {}

    /// @param identity once the viewer may see it
    /// @param scores by cupper; for those who may see what others scored
    record SampleResult(
            String code,
            @Nullable Integer flight,
            boolean revealed,
            @Nullable Identity identity,
            PanelView panel,
            @Nullable List<CupperResult> scores) {}

    /// @param score the total, once all scored fields are filled in
    /// @param modifiedZ how far out the score lies; absent where it does not count, or there is no spread
    /// @param flagged whether it is an outlier; it counts all the same
    /// @param excluded why it does not count, when it does not
    /// @param alternatives what other devices of the cupper entered at the same time as what counts, by field
    record CupperResult(
            String user,
            String name,
            @Nullable Double score,
            int filled,
            int of,
            @Nullable Double modifiedZ,
            boolean flagged,
            @Nullable String excluded,
            Map<String, String> notes,
            Map<String, List<Object>> alternatives) {}

    /// @param sheets user ids whose sheets have something that came after the lock
    record Late(List<String> sheets) implements TastingAnswer {}

    /// @param size of the whole board
    record Ranking(long size, List<RankedView> ranked) implements TastingAnswer {}

    /// @param place from 1; equal points share one
    /// @param member a code, `{session}/{code}`, or a user id
    /// @param points the mean score of a coffee; of a cupper 100 less the mean distance from the rest of the panel
    record RankedView(long place, String member, String label, double points) {}

    record FormNamed(String form, int version) implements TastingAnswer {}

    record FormsListed(List<FormName> forms) implements TastingAnswer {}

    record FormName(String form, int version) {}

    record FormRead(String form, int version, RawJson definition) implements TastingAnswer {}

    /// @param next to be given as `after` for the next page; absent at the end
    record Replayed(List<ReplayedEvent> events, @Nullable Long next) implements TastingAnswer {}

    /// @param offsetMs after the session was made
    record ReplayedEvent(long number, long offsetMs, String event, RawJson data) {}

    /// A file as it would be imported.
    ///
    /// @param rows below the header, each of which is a sample
    /// @param layout of the grading, where the columns are known ones
    /// @param problemsLeftOut how many problems there are besides those listed
    record ImportPreview(
            int rows,
            @Nullable String layout,
            List<ImportedRow> samples,
            List<RowProblemView> problems,
            int problemsLeftOut)
            implements TastingAnswer {}

    /// @param line of the file, from 1
    record ImportedRow(
            long line, String lot, Identity identity, ImportedSample.@Nullable Grading grading) {}

    /// @param problem `total-differs`, `total-zero`, `not-a-number`, `cell-count`, `duplicate-lot`
    /// @param column for `not-a-number`
    /// @param sum of the parts less the deduction, for `total-differs`
    record RowProblemView(
            long line,
            String lot,
            String problem,
            @Nullable String column,
            @Nullable BigDecimal sum,
            @Nullable BigDecimal total,
            @Nullable String detail) {}

    /// What was put on a session's table.
    ///
    /// @param rows in the file
    /// @param from the first row that was taken, from 1
    /// @param imported how many were taken from there
    /// @param problems of the whole file
    record Imported(
            TastingView session,
            int rows,
            int from,
            int imported,
            List<RowProblemView> problems,
            int problemsLeftOut)
            implements TastingAnswer {}

    /// What was revealed.
    record Revealed(TastingView.MomentView moment, List<TastingEvent.RevealedSample> samples)
            implements TastingAnswer {}
}
