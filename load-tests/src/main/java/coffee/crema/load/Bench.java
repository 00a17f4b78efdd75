package coffee.crema.load;

import coffee.crema.load.driver.Driver;
import coffee.crema.load.report.Machine;
import coffee.crema.load.report.Page;
import coffee.crema.load.report.Report;
import coffee.crema.load.report.Sample;
import coffee.crema.load.report.Summary;
import coffee.crema.load.system.Folders;
import coffee.crema.load.system.Peers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/// `./crema bench`: runs workloads against fresh processes of each system in turn, and prints what they cost.
public final class Bench {
    private final Arguments arguments;
    private final List<Sample> samples = new ArrayList<>();
    private int failures;

    private Bench(Arguments arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] words) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            System.err.println(e.getMessage() + "\n" + Arguments.USAGE);
            System.exit(2);
            return;
        }
        var bench = new Bench(arguments);
        bench.run();
        bench.report();
        System.exit(bench.failures == 0 ? 0 : 1);
    }

    private void run() {
        if (arguments.entries().stream().anyMatch(entry -> entry.workload().speaksByNode())
                || arguments.contenders().contains(Contender.SOCKETIO)) {
            Peers.install();
        }
        for (var entry : arguments.entries()) {
            System.out.printf("%n%s: %s%n", entry.id(), entry.description());
            for (int run = 1; run <= arguments.runs(); run++) {
                for (var contender : entry.contenders()) {
                    if (arguments.contenders().contains(contender)) {
                        runOnce(entry, contender, run);
                    }
                }
            }
            System.out.println(Report.table(Summary.of(entry.id(), samples)));
        }
    }

    private void runOnce(Catalog.Entry entry, Contender contender, int run) {
        try (var driver = new Driver();
                var system = contender.start(entry.workload().needs())) {
            var values = entry.workload().run(system, driver, arguments.timing());
            samples.add(new Sample(entry.id(), contender, run, values));
            System.out.printf(Locale.ROOT, "  run %d %s %s%n", run, contender.label(), values);
        } catch (RuntimeException e) {
            failures++;
            System.out.printf("  run %d %s FAILED: %s%n", run, contender.label(), e.getMessage());
        }
    }

    private void report() {
        var timing = arguments.timing();
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        var report =
                new Report(
                        arguments.entries().stream()
                                .collect(Collectors.toMap(Catalog.Entry::id, entry -> today)),
                        Machine.describe(),
                        Map.of(
                                "runs", Integer.toString(arguments.runs()),
                                "warm", Long.toString(timing.warm().toSeconds()),
                                "measured", Long.toString(timing.measured().toSeconds())),
                        samples);
        report.write(Folders.output().resolve("results.json"));
        System.out.println(report.targets());
        if (failures > 0) {
            System.out.println(
                    failures + " runs failed; what they would have shown is missing above.");
        }
        if (arguments.docs()) {
            Page.write(report, Path.of("docs"));
        }
    }
}
