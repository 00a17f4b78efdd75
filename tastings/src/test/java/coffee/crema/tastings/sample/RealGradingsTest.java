package coffee.crema.tastings.sample;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.tastings.csv.adapter.fastcsv.FastCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Imports real gradings where they lie beside the project, or where `-Dcrema.gradings` or `CREMA_GRADINGS` say. Elsewhere a few made-up rows with the same
/// columns stand in; which of the two ran is printed.
class RealGradingsTest {
    private static final String ARABICA_2018 = "cqi_arabica_2018.csv";
    private static final String ARABICA_2023 = "cqi_arabica_2023.csv";
    private static final String ROBUSTA_2018 = "cqi_robusta_2018.csv";

    private final SampleImport reader = new SampleImport(new FastCsv());

    @Test
    void every_row_becomes_a_sample_and_what_does_not_add_up_is_named(TestReporter reporter)
            throws IOException {
        Optional<Path> folder = folder();
        SampleImport.Result arabica = read(folder, ARABICA_2018);
        SampleImport.Result later = read(folder, ARABICA_2023);
        SampleImport.Result robusta = read(folder, ROBUSTA_2018);
        int rows = arabica.samples().size() + later.samples().size() + robusta.samples().size();
        String ran =
                folder.isPresent()
                        ? "imported all " + rows + " rows of the real gradings"
                        : "the real gradings are not here: imported " + rows + " made-up rows";
        reporter.publishEntry("gradings", ran);
        System.out.println(ran);

        assertThat(arabica.layout()).contains(GradingLayout.CQI_ARABICA);
        assertThat(later.layout()).contains(GradingLayout.CQI_ARABICA);
        assertThat(robusta.layout()).contains(GradingLayout.CQI_ROBUSTA);
        assertThat(Stream.of(arabica, later, robusta).flatMap(r -> r.samples().stream()))
                .allMatch(sample -> sample.grading().isPresent());
        assertThat(arabica.problems().stream().filter(RowProblem.TotalZero.class::isInstance))
                .hasSize(1);
        assertThat(arabica.problems().stream().filter(RowProblem.TotalDiffers.class::isInstance))
                .extracting(RowProblem::lot)
                .containsExactlyElementsOf(
                        folder.isPresent() ? List.of("L0962", "L1230") : List.of("M0002"));
        assertThat(later.problems()).isEmpty();
        assertThat(robusta.problems()).isEmpty();
        assertThat(rows).isEqualTo(folder.isPresent() ? 1546 : 6);
    }

    private SampleImport.Result read(Optional<Path> folder, String name) throws IOException {
        if (folder.isPresent()) {
            return reader.read(Files.readAllBytes(folder.get().resolve(name)));
        }
        try (var in = RealGradingsTest.class.getResourceAsStream("made-up-" + name)) {
            return reader.read(in.readAllBytes());
        }
    }

    private static Optional<Path> folder() {
        String named =
                Optional.ofNullable(System.getProperty("crema.gradings"))
                        .orElse(System.getenv("CREMA_GRADINGS"));
        if (named != null) {
            assertThat(Path.of(named)).as("the folder that was named").isDirectory();
            return Optional.of(Path.of(named));
        }
        // Beside the project: the project's root is this module's folder, or the one above it.
        return Stream.of("../shared/data", "../../shared/data")
                .map(Path::of)
                .filter(folder -> Files.isRegularFile(folder.resolve(ARABICA_2018)))
                .findFirst();
    }
}
