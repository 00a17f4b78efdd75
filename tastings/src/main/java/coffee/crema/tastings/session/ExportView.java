package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.tastings.export.SessionResult;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.Panels.Ground;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.statistics.PanelStatistics;
import coffee.crema.tastings.statistics.PanelStatistics.Bias;
import coffee.crema.tastings.statistics.SampleStatistics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an export holds for one viewer: the same as their views, by {@link Viewer}. Codes are for all; identities, others' sheets and names, and figures for those who may see them; one's own sheet always. Without I/O.
final class ExportView {
    private final Ground ground;
    private final Look look;
    private final Step step;
    private final List<Entry> entries;
    private final Set<UserId> admitted;
    private final List<Sample> samples;

    /// @param entries of all cuppers
    /// @param admitted whose late marks were admitted
    ExportView(Ground ground, List<Entry> entries, Set<UserId> admitted) {
        this.ground = ground;
        this.look = ground.look();
        this.step = look.tasting().moment().step();
        this.entries = entries;
        this.admitted = admitted;
        this.samples =
                look.samples().stream()
                        .filter(sample -> !sample.calibrates())
                        .sorted(Comparator.comparing(Sample::code))
                        .toList();
    }

    SessionResult result() {
        List<Entry> readable = entries.stream().filter(this::readable).toList();
        return new SessionResult(
                look.tasting().id().value(),
                look.tasting().title(),
                ground.form(),
                samples.stream()
                        .map(sample -> new SessionResult.Sample(sample.code(), identity(sample)))
                        .toList(),
                look.cuppers().stream()
                        .filter(cupper ->
                                readable.stream().anyMatch(e -> e.cupper().equals(cupper)))
                        .map(cupper ->
                                new SessionResult.Cupper(cupper.user().value(), cupper.name()))
                        .toList(),
                readable.stream().map(this::sheet).toList(),
                statistics());
    }

    private boolean readable(Entry entry) {
        return entry.cupper().user().equals(look.viewer().user())
                || look.viewer().seesScores(step, entry.sample());
    }

    private SessionResult.Sheet sheet(Entry entry) {
        boolean othersToo = look.viewer().seesScores(step, entry.sample());
        return new SessionResult.Sheet(
                entry.cupper().user().value(),
                entry.sample().code(),
                entry.sheet(),
                entry.score(),
                // A label is read by those who may see the scores.
                entry.excluded().filter(_ -> othersToo),
                admitted.contains(entry.cupper().user()));
    }

    private Map<String, String> identity(Sample sample) {
        return look.viewer().seesIdentity(sample) ? properties(sample.identity()) : Map.of();
    }

    private static Map<String, String> properties(Identity identity) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (identity.more() != null) {
            properties.putAll(identity.more());
        }
        put(properties, "name", identity.name());
        put(properties, "producer", identity.producer());
        put(properties, "country", identity.country());
        put(properties, "region", identity.region());
        put(properties, "variety", identity.variety());
        put(properties, "process", identity.process());
        put(properties, "lot", identity.lot());
        return properties;
    }

    private static void put(Map<String, String> properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }

    /// Over the samples whose panel the viewer may see; who scored what only where the viewer may see that.
    private PanelStatistics statistics() {
        List<Sample> visible = Findings.visible(look);
        List<Sample> scored =
                visible.stream().filter(sample -> look.viewer().seesScores(step, sample)).toList();
        Set<String> open = Set.copyOf(scored.stream().map(Sample::code).toList());
        PanelStatistics all = new PanelFigures(look.cuppers(), visible, entries).statistics();
        List<SampleStatistics> samplesOf =
                all.samples().stream()
                        .map(one -> open.contains(one.sample()) ? one : one.anonymous())
                        .toList();
        List<Bias> biases =
                scored.isEmpty()
                        ? List.of()
                        : new PanelFigures(look.cuppers(), scored, entries).statistics().biases();
        return new PanelStatistics(samplesOf, all.agreement(), biases);
    }
}
