package coffee.crema.load.report;

import coffee.crema.load.Catalog;
import coffee.crema.load.Contender;
import coffee.crema.load.Target;
import coffee.crema.load.workload.Metric;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was measured on one machine with the same settings. All systems of a workload come from one call; workloads may come from several.
///
/// @param dates of each workload, in ISO form
/// @param settings runs and durations
public record Report(
        Map<String, String> dates,
        Map<String, String> machine,
        Map<String, String> settings,
        List<Sample> samples) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public static Report read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Report.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// This, and the workloads of an earlier call that were not measured again; only what came from the same machine and settings can stand beside it.
    Report over(Report earlier) {
        if (!earlier.machine.equals(machine) || !earlier.settings.equals(settings)) {
            return this;
        }
        var allDates = new TreeMap<>(earlier.dates);
        allDates.putAll(dates);
        var all =
                new ArrayList<>(
                        earlier.samples.stream()
                                .filter(sample -> !dates.containsKey(sample.workload()))
                                .toList());
        all.addAll(samples);
        return new Report(allDates, machine, settings, all);
    }

    /// The workloads of the catalog that were run.
    List<Catalog.Entry> entries() {
        return Catalog.ENTRIES.stream()
                .filter(entry -> !summary(entry).samples().isEmpty())
                .toList();
    }

    Summary summary(Catalog.Entry entry) {
        return Summary.of(entry.id(), samples);
    }

    /// Everything as Markdown: the machine, a table a workload, the targets.
    public String markdown() {
        var text = new StringBuilder();
        text.append("Measured on ")
                .append(String.join(", ", new TreeSet<>(dates.values())))
                .append(": ");
        text.append(
                String.join(
                        ", ",
                        machine.entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .toList()));
        text.append(". Medians of ").append(settings.get("runs")).append(" fresh processes");
        text.append(" (lowest - highest); ")
                .append(settings.get("measured"))
                .append(" s measured once rounds of ");
        text.append(settings.get("warm")).append(" s cost no less than the ones before.\n");
        for (var entry : entries()) {
            text.append("\n### ")
                    .append(entry.id())
                    .append(": ")
                    .append(entry.description())
                    .append("\n\n");
            text.append(table(summary(entry)));
        }
        return text.append("\n### Targets\n\n").append(targets()).toString();
    }

    /// One workload.
    public static String table(Summary summary) {
        var metrics = summary.metrics();
        var text = new StringBuilder("| |");
        metrics.forEach(metric -> text.append(' ').append(metric.label()).append(" |"));
        text.append("\n|---|").append("---|".repeat(metrics.size())).append('\n');
        for (Contender system : summary.systems()) {
            text.append("| ").append(system.label()).append(" |");
            metrics.forEach(
                    metric -> text.append(' ').append(cell(summary, system, metric)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(Summary summary, Contender system, Metric metric) {
        return summary.spread(system, metric)
                .map(each ->
                        each.min() == each.max()
                                ? number(metric, each.median())
                                : "%s (%s - %s)"
                                        .formatted(
                                                number(metric, each.median()),
                                                number(metric, each.min()),
                                                number(metric, each.max())))
                .orElse("");
    }

    static String number(Metric metric, double value) {
        return String.format(Locale.ROOT, "%,." + metric.decimals() + "f", value);
    }

    /// Each target, what was measured, and whether it was met.
    public String targets() {
        var text = new StringBuilder("| workload | target | measured | |\n|---|---|---|---|\n");
        for (var entry : entries()) {
            for (Target target : entry.targets()) {
                var verdict = target.judge(summary(entry));
                if (verdict.measured().isPresent()) {
                    text.append(
                            "| %s | %s | %s | %s |%n"
                                    .formatted(
                                            entry.id(),
                                            target.text(),
                                            Target.number(verdict.measured().getAsDouble()),
                                            verdict.met() ? "met" : "**missed**"));
                }
            }
        }
        return text.toString();
    }
}
