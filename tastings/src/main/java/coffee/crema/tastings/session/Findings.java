package coffee.crema.tastings.session;

import coffee.crema.tastings.session.PanelView.CalibrationView;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.Panels.Ground;
import coffee.crema.tastings.session.TastingAnswer.CupperResult;
import coffee.crema.tastings.session.TastingAnswer.ExclusionView;
import coffee.crema.tastings.session.TastingAnswer.SamplePanel;
import coffee.crema.tastings.session.TastingAnswer.SampleResult;
import coffee.crema.tastings.session.TastingAnswer.SessionPanels;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.statistics.SampleStatistics.Mark;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one viewer may see of the results, out of what all entered: decided by {@link Viewer}, sample by sample. Without I/O.
final class Findings {
    private final Ground ground;
    private final Look look;
    private final Step step;
    private final List<Sample> visible;
    private final List<Sample> scored;
    private final PanelFigures figures;
    private final PanelFigures scoredFigures;

    /// @param entries of all cuppers; may be none when nothing is {@link #visible}
    Findings(Ground ground, List<Entry> entries) {
        this.ground = ground;
        this.look = ground.look();
        this.step = look.tasting().moment().step();
        this.visible = visible(look);
        this.scored =
                visible.stream().filter(sample -> look.viewer().seesScores(step, sample)).toList();
        this.figures = new PanelFigures(look.cuppers(), visible, entries);
        this.scoredFigures =
                scored.equals(visible)
                        ? figures
                        : new PanelFigures(look.cuppers(), scored, entries);
    }

    /// The samples of which the viewer may see what the panel made of them, by code.
    static List<Sample> visible(Look look) {
        Step step = look.tasting().moment().step();
        return look.samples().stream()
                .filter(sample -> !sample.calibrates() && look.viewer().seesPanel(step, sample))
                .sorted(Comparator.comparing(Sample::code))
                .toList();
    }

    /// Whether the viewer may see what all made of the calibration's sample.
    static boolean calibrationVisible(Look look) {
        Step step = look.tasting().moment().step();
        return look.calibrationSample()
                .filter(sample -> look.viewer().seesScores(step, sample))
                .isPresent();
    }

    /// @param calibration entries of the calibration's sample; none where it is not visible
    TastingAnswer.Results results(List<Entry> calibration, long nowMs) {
        return new TastingAnswer.Results(
                TastingView.moment(look.tasting().moment(), nowMs),
                visible.stream().map(this::result).toList(),
                visible.isEmpty() ? null : figures.agreement(),
                scored.isEmpty() ? null : scoredFigures.biases(),
                calibrationVisible(look) ? calibration(calibration) : null,
                look.viewer().seesCounts() ? exclusions() : null);
    }

    private SampleResult result(Sample sample) {
        return new SampleResult(
                sample.code(),
                sample.flight() + 1,
                sample.revealed(),
                look.viewer().seesIdentity(sample) ? sample.identity() : null,
                figures.panel(sample),
                scored.contains(sample)
                        ? scoredFigures.entries(sample).stream().map(this::scoreOf).toList()
                        : null);
    }

    private CupperResult scoreOf(Entry entry) {
        Optional<Mark> mark = scoredFigures.mark(entry);
        return new CupperResult(
                entry.cupper().user().value(),
                entry.cupper().name(),
                entry.total().orElse(null),
                entry.completion().filled(),
                entry.completion().of(),
                mark.flatMap(one -> one.modifiedZ().figure())
                        .map(PanelFigures::rounded)
                        .orElse(null),
                mark.map(Mark::flagged).orElse(false),
                entry.excluded().orElse(null),
                entry.sheet().notes(),
                Alternatives.shown(entry.sheet()));
    }

    private @Nullable CalibrationView calibration(List<Entry> entries) {
        return look.calibrationSample()
                .map(sample ->
                        new CalibrationView(
                                sample.code(),
                                sample.targetHundredths().orElse(0) / 100.0,
                                sample.revealed(),
                                PanelFigures.deviations(sample, entries)))
                .orElse(null);
    }

    private List<ExclusionView> exclusions() {
        return ground.exclusions().stream()
                .map(one ->
                        new ExclusionView(
                                one.user().value(),
                                one.sample().orElse(null),
                                one.label(),
                                one.by().value(),
                                one.atMs()))
                .toList();
    }

    /// For a room's snapshot: without what single cuppers did.
    SessionPanels panels() {
        return new SessionPanels(
                look.tasting().id().value(),
                visible.stream()
                        .map(sample -> new SamplePanel(sample.code(), figures.panel(sample)))
                        .toList(),
                figures.agreement());
    }
}
