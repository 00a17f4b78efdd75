package coffee.crema.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.load.Catalog;
import coffee.crema.load.Contender;
import coffee.crema.load.workload.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    @Test
    void targets_compare_medians_of_the_same_call() {
        var samples = new ArrayList<Sample>();
        add(samples, Contender.FLOOR, 4, 9, 5);
        add(samples, Contender.CREMA, 6, 5.5, 30);
        var summary = Summary.of("W1", samples);

        var verdict = Catalog.ENTRIES.getFirst().targets().getFirst().judge(summary);

        assertThat(summary.spread(Contender.CREMA, Metric.CPU_PER_MILLION))
                .contains(new Summary.Spread(5.5, 6, 30));
        assertThat(verdict.measured()).hasValue(1.2);
        assertThat(verdict.met()).isTrue();
    }

    @Test
    void a_figure_that_was_not_measured_meets_no_target() {
        var samples = new ArrayList<Sample>();
        add(samples, Contender.CREMA, 6);

        var verdict =
                Catalog.ENTRIES.getFirst().targets().getFirst().judge(Summary.of("W1", samples));

        assertThat(verdict.met()).isFalse();
    }

    private static void add(List<Sample> samples, Contender system, double... values) {
        for (double value : values) {
            samples.add(
                    new Sample(
                            "W1", system, samples.size(), Map.of(Metric.CPU_PER_MILLION, value)));
        }
    }
}
