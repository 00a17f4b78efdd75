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

    /// Writes the results into `benchmarks.md`, and `benchmarks.json` and `benchmarks.svg` beside it.
    public static void write(Report report, Path folder) {
        Path page = folder.resolve("benchmarks.md");
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
        report.write(folder.resolve("benchmarks.json"));
    }
}
