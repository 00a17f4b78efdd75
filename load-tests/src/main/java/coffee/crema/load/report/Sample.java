package coffee.crema.load.report;

import coffee.crema.load.Contender;
import coffee.crema.load.workload.Metric;
import java.util.Map;

/// What one run on fresh processes gave.
public record Sample(String workload, Contender system, int run, Map<Metric, Double> values) {}
