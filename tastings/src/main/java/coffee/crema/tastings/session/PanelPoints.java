package coffee.crema.tastings.session;

import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.PointsStore.Kind;
import coffee.crema.tastings.session.PointsStore.Points;
import coffee.crema.tastings.session.TastingDesk.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// What a session that is revealed gives to rankings. Without I/O.
final class PanelPoints {
    private static final double FULL = 100;

    private PanelPoints() {}

    static List<Points> of(Look look, List<Entry> entries) {
        List<Entry> counting = entries.stream().filter(Entry::counts).toList();
        List<Points> points = new ArrayList<>();
        PanelFigures figures = new PanelFigures(look.cuppers(), look.samples(), entries);
        for (Sample sample : look.samples()) {
            figures.of(sample)
                    .mean()
                    .figure()
                    .ifPresent(mean ->
                            points.add(
                                    new Points(
                                            Kind.SAMPLES,
                                            sample.code(),
                                            sample.identity().name(),
                                            thousandths(mean))));
        }
        for (Cupper cupper : look.cuppers()) {
            counting.stream()
                    .filter(entry -> entry.cupper().user().equals(cupper.user()))
                    .flatMapToDouble(entry -> distance(entry, counting))
                    .average()
                    .ifPresent(distance ->
                            points.add(
                                    new Points(
                                            Kind.CUPPERS,
                                            cupper.user().value(),
                                            cupper.name(),
                                            thousandths(FULL - distance))));
        }
        return points;
    }

    /// From the mean of the others; nothing when there are none.
    private static DoubleStream distance(Entry own, List<Entry> counting) {
        return counting.stream()
                .filter(entry -> entry.sample().code().equals(own.sample().code()))
                .filter(entry -> !entry.cupper().user().equals(own.cupper().user()))
                .mapToDouble(entry -> entry.total().orElseThrow())
                .average()
                .stream()
                .map(others -> Math.abs(others - own.total().orElseThrow()));
    }

    private static long thousandths(double value) {
        return Math.round(value * 1_000);
    }
}
