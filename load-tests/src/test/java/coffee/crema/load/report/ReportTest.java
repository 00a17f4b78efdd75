package coffee.crema.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coffee.crema.load.Contender;
import coffee.crema.load.workload.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Map<String, String> MACHINE = Map.of("cores", "2");
    private static final Map<String, String> SETTINGS = Map.of("runs", "5");

    @Test
    void a_workload_that_was_not_measured_again_keeps_its_figures_and_their_date() {
        var earlier =
                new Report(
                        Map.of("W1", "2026-01-01", "W8", "2026-01-01"),
                        MACHINE,
                        SETTINGS,
                        List.of(sample("W1", 3), sample("W8", 5)));
        var latest =
                new Report(Map.of("W8", "2026-02-02"), MACHINE, SETTINGS, List.of(sample("W8", 4)));

        var both = latest.over(earlier);

        assertEquals(Map.of("W1", "2026-01-01", "W8", "2026-02-02"), both.dates());
        assertEquals(List.of(sample("W1", 3), sample("W8", 4)), both.samples());
    }

    @Test
    void figures_of_another_machine_or_of_other_settings_do_not_stand_beside_new_ones() {
        var latest =
                new Report(Map.of("W8", "2026-02-02"), MACHINE, SETTINGS, List.of(sample("W8", 4)));
        var dates = Map.of("W1", "2026-01-01");
        var samples = List.of(sample("W1", 3));

        assertEquals(
                latest, latest.over(new Report(dates, Map.of("cores", "8"), SETTINGS, samples)));
        assertEquals(latest, latest.over(new Report(dates, MACHINE, Map.of("runs", "1"), samples)));
    }

    private static Sample sample(String workload, double cpu) {
        return new Sample(workload, Contender.CREMA, 1, Map.of(Metric.CPU_PER_MILLION, cpu));
    }
}
