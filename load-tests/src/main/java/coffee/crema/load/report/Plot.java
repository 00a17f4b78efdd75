package coffee.crema.load.report;

import coffee.crema.load.Contender;
import coffee.crema.load.workload.Metric;
import java.util.Locale;

/// The main figure of every workload as bars: median, with a line from the lowest to the highest run.
///
/// Colours and the grey of the words can be read on white and on black.
public final class Plot {
    private static final int WIDTH = 760;
    private static final int LABEL_WIDTH = 220;
    private static final int BAR_WIDTH = 400;
    private static final int BAR_HEIGHT = 16;
    private static final int ROW = 24;
    private static final int TITLE = 34;

    private final StringBuilder body = new StringBuilder();
    private int y = 8;

    private Plot() {}

    public static String svg(Report report) {
        var plot = new Plot();
        for (var entry : report.entries()) {
            plot.group(
                    entry.id() + ": " + entry.main().label(), report.summary(entry), entry.main());
        }
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13" fill="#808080">
        <title>Crema and its peers: medians, with the range of the runs</title>
        %s</svg>
        """
                .formatted(WIDTH, plot.y + 8, WIDTH, plot.y + 8, plot.body);
    }

    private void group(String title, Summary summary, Metric metric) {
        text(8, y + 20, "font-weight=\"bold\"", title);
        y += TITLE;
        double most =
                summary.systems().stream()
                        .flatMap(system -> summary.spread(system, metric).stream())
                        .mapToDouble(Summary.Spread::max)
                        .max()
                        .orElse(1);
        for (Contender system : summary.systems()) {
            summary.spread(system, metric).ifPresent(spread -> bar(system, metric, spread, most));
        }
    }

    private void bar(Contender system, Metric metric, Summary.Spread spread, double most) {
        double scale = BAR_WIDTH / most;
        text(8, y + 13, "", system.label());
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\" fill=\"%s\"/>"
                        .formatted(
                                LABEL_WIDTH,
                                y,
                                pixels(spread.median() * scale),
                                BAR_HEIGHT,
                                colour(system)));
        add(
                "<path d=\"M%s %dH%s\" stroke=\"#808080\" stroke-width=\"2\"/>"
                        .formatted(
                                pixels(LABEL_WIDTH + spread.min() * scale),
                                y + BAR_HEIGHT / 2,
                                pixels(LABEL_WIDTH + spread.max() * scale)));
        text(LABEL_WIDTH + BAR_WIDTH + 12, y + 13, "", Report.number(metric, spread.median()));
        y += ROW;
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String colour(Contender system) {
        return switch (system) {
            case FLOOR -> "#9a8f85";
            case CREMA -> "#c77d3a";
            case SOCKETIO -> "#4f8fc0";
            case NETTY_SOCKETIO -> "#5aa06a";
            case AUTOMERGE_REPO -> "#8a6fb0";
        };
    }

    private void text(int x, int baseline, String attributes, String words) {
        add("<text x=\"%d\" y=\"%d\" %s>%s</text>".formatted(x, baseline, attributes, words));
    }

    private void add(String element) {
        body.append(element).append('\n');
    }
}
