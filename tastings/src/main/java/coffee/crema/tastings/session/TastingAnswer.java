package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.RawJson;
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

    /// @param complete sheets of one sample that have a score
    /// @param of how many that could be
    record Progress(int complete, int of, List<SampleProgress> samples) implements TastingAnswer {}

    record SampleProgress(String code, int complete, int of) {}

    /// What the viewer may see of the results now.
    ///
    /// @param samples those of which the viewer may see something, by code
    record Results(TastingView.MomentView moment, List<SampleResult> samples)
            implements TastingAnswer {}

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
    /// @param excluded why it does not count, when it does not
    /// @param alternatives what other devices of the cupper entered at the same time as what counts, by field
    record CupperResult(
            String user,
            String name,
            @Nullable Double score,
            int filled,
            int of,
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

    /// What was revealed.
    record Revealed(TastingView.MomentView moment, List<TastingEvent.RevealedSample> samples)
            implements TastingAnswer {}
}
