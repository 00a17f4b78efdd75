package coffee.crema.load.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// docs/benchmarks.md: written by hand but for its results, which stand between two marks and come from a report alone.
public final class Page {
    private static final String BEGIN = "<!-- results: written by `./crema bench --docs` -->\n";
    private static final String END = "<!-- end of results -->";

    private Page() {}

    /// Writes the results into `benchmarks.md`, and `benchmarks.json` and `benchmarks.svg` beside it. Workloads that this call did not measure keep
    /// their figures if they are of the same machine and settings.
    public static void write(Report latest, Path folder) {
        Path page = folder.resolve("benchmarks.md");
        Path figures = folder.resolve("benchmarks.json");
        var report = Files.exists(figures) ? latest.over(Report.read(figures)) : latest;
        try {
            String old = Files.readString(page);
            int begin = old.indexOf(BEGIN);
            int end = old.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException(page + " has lost the marks around its results");
            }
            Files.writeString(
                    page,
                    old.substring(0, begin + BEGIN.length())
                            + report.markdown()
                            + old.substring(end));
            Files.writeString(folder.resolve("benchmarks.svg"), Plot.svg(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report.write(figures);
    }
}
