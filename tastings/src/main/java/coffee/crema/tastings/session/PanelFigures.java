package coffee.crema.tastings.session;

import coffee.crema.tastings.score.FieldValue;
import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.session.PanelView.AgreementView;
import coffee.crema.tastings.session.PanelView.BiasView;
import coffee.crema.tastings.session.PanelView.BinView;
import coffee.crema.tastings.session.PanelView.DescriptorView;
import coffee.crema.tastings.session.PanelView.DeviationView;
import coffee.crema.tastings.session.PanelView.FieldMean;
import coffee.crema.tastings.session.PanelView.HistogramView;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.statistics.Agreement;
import coffee.crema.tastings.statistics.Calibration;
import coffee.crema.tastings.statistics.DescriptorCounts;
import coffee.crema.tastings.statistics.Histogram;
import coffee.crema.tastings.statistics.Measure;
import coffee.crema.tastings.statistics.PanelSheet;
import coffee.crema.tastings.statistics.PanelStatistics;
import coffee.crema.tastings.statistics.SampleStatistics;
import coffee.crema.tastings.statistics.SampleStatistics.Mark;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a panel says of some samples of a session: from cuppers' entries to {@link PanelStatistics}, and from there to what is told. Without I/O.
final class PanelFigures {
    private final List<Cupper> cuppers;
    private final List<Sample> samples;
    private final List<Entry> entries;
    private final PanelStatistics statistics;

    /// @param cuppers all of the panel
    /// @param samples of which the figures are to speak
    /// @param entries of these samples, or more
    PanelFigures(List<Cupper> cuppers, List<Sample> samples, List<Entry> entries) {
        Set<String> codes = new HashSet<>();
        samples.forEach(sample -> codes.add(sample.code()));
        this.cuppers = cuppers;
        this.samples = samples;
        this.entries =
                entries.stream().filter(entry -> codes.contains(entry.sample().code())).toList();
        this.statistics =
                PanelStatistics.of(
                        cuppers.stream().map(cupper -> cupper.user().value()).toList(),
                        samples.stream().map(Sample::code).toList(),
                        this.entries.stream().map(PanelFigures::sheet).toList());
    }

    private static PanelSheet sheet(Entry entry) {
        return new PanelSheet(
                entry.cupper().user().value(),
                entry.sample().code(),
                entry.hundredths(),
                entry.excluded());
    }

    PanelStatistics statistics() {
        return statistics;
    }

    List<Entry> entries(Sample sample) {
        return entries.stream().filter(e -> e.sample().code().equals(sample.code())).toList();
    }

    /// @param sample one of the samples
    SampleStatistics of(Sample sample) {
        return statistics.samples().stream()
                .filter(one -> one.sample().equals(sample.code()))
                .findFirst()
                .orElseThrow();
    }

    PanelView panel(Sample sample) {
        SampleStatistics found = of(sample);
        Map<String, String> absent = new TreeMap<>();
        return new PanelView(
                found.n(),
                found.of(),
                entries(sample).stream().anyMatch(PanelFigures::adapted),
                figure("mean", found.mean(), absent),
                figure("median", found.median(), absent),
                figure("sd", found.deviation(), absent),
                figure("trimmedMean", found.trimmedMean(), absent),
                histogram(found),
                descriptors(sample),
                fields(sample),
                absent.isEmpty() ? null : absent);
    }

    private static boolean adapted(Entry entry) {
        return entry.counts()
                && entry.score() instanceof Score.Complete complete
                && complete.adapted();
    }

    private static @Nullable HistogramView histogram(SampleStatistics of) {
        Histogram histogram = Histogram.of(of.marks().stream().map(Mark::hundredths).toList());
        return histogram.bins().isEmpty()
                ? null
                : new HistogramView(
                        histogram.widthHundredths() / 100.0,
                        histogram.bins().stream()
                                .map(bin -> new BinView(bin.fromHundredths() / 100.0, bin.count()))
                                .toList());
    }

    private List<DescriptorView> descriptors(Sample sample) {
        return DescriptorCounts.of(
                        entries(sample).stream()
                                .filter(entry -> entry.excluded().isEmpty())
                                .map(PanelFigures::ticked)
                                .toList())
                .shown()
                .stream()
                .map(count -> new DescriptorView(count.descriptor(), count.cuppers()))
                .toList();
    }

    private static Set<String> ticked(Entry entry) {
        Set<String> all = new HashSet<>();
        entry.sheet().values().keySet().forEach(field -> all.addAll(entry.sheet().ticks(field)));
        return all;
    }

    /// As the descriptors, of all sheets that are not excluded: a form that is recorded only has no complete ones.
    private List<FieldMean> fields(Sample sample) {
        Map<String, LongSummaryStatistics> millis = new TreeMap<>();
        for (Entry entry : entries(sample)) {
            if (entry.excluded().isEmpty()) {
                entry.sheet()
                        .values()
                        .forEach((field, value) -> {
                            if (value instanceof FieldValue.Marked(int entered)) {
                                millis.computeIfAbsent(field, _ -> new LongSummaryStatistics())
                                        .accept(entered);
                            }
                        });
            }
        }
        return millis.entrySet().stream()
                .map(one ->
                        new FieldMean(
                                one.getKey(),
                                rounded(one.getValue().getAverage() / 1_000),
                                Math.toIntExact(one.getValue().getCount())))
                .toList();
    }

    /// How an included score lies among the others of its sample.
    Optional<Mark> mark(Entry entry) {
        return of(entry.sample()).marks().stream()
                .filter(mark -> mark.cupper().equals(entry.cupper().user().value()))
                .findFirst();
    }

    AgreementView agreement() {
        Agreement agreement = statistics.agreement();
        Map<String, String> absent = new TreeMap<>();
        return new AgreementView(
                agreement.cuppers(),
                agreement.of(),
                samples.size(),
                figure("kendallW", agreement.kendallW(), absent),
                figure("chiSquare", agreement.chiSquare(), absent),
                agreement.degreesOfFreedom(),
                figure("iccSingle", agreement.iccSingle(), absent),
                figure("iccPanel", agreement.iccPanel(), absent),
                absent.isEmpty() ? null : absent);
    }

    /// In the order of the panel.
    List<BiasView> biases() {
        return statistics.biases().stream()
                .map(bias -> {
                    Map<String, String> absent = new TreeMap<>();
                    return new BiasView(
                            bias.cupper(),
                            nameOf(bias.cupper()),
                            figure("points", bias.points(), absent),
                            bias.samples(),
                            absent.get("points"));
                })
                .toList();
    }

    private String nameOf(String user) {
        return cuppers.stream()
                .filter(cupper -> cupper.user().value().equals(user))
                .map(Cupper::name)
                .findFirst()
                .orElse("");
    }

    /// How far each cupper is from the target of a calibration's sample.
    ///
    /// @param entries of that sample
    static List<DeviationView> deviations(Sample sample, List<Entry> entries) {
        long target = sample.targetHundredths().orElse(0);
        Calibration calibration =
                Calibration.of(
                        entries.stream().map(entry -> entry.cupper().user().value()).toList(),
                        Map.of(sample.code(), target),
                        entries.stream().map(PanelFigures::sheet).toList());
        return entries.stream()
                .map(entry ->
                        new DeviationView(
                                entry.cupper().user().value(),
                                entry.cupper().name(),
                                entry.total().orElse(null),
                                off(calibration, entry),
                                entry.excluded().orElse(null)))
                .toList();
    }

    private static @Nullable Double off(Calibration calibration, Entry entry) {
        return calibration.cuppers().stream()
                .filter(one -> one.cupper().equals(entry.cupper().user().value()))
                .findFirst()
                .flatMap(one -> one.mean().figure())
                .map(PanelFigures::rounded)
                .orElse(null);
    }

    /// @param absent gets the reason when there is no figure
    private static @Nullable Double figure(
            String name, Measure measure, Map<String, String> absent) {
        return switch (measure) {
            case Measure.Value(double value) -> rounded(value);
            case Measure.Absent(Measure.Reason reason) -> {
                absent.put(name, reason.wireName());
                yield null;
            }
        };
    }

    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
