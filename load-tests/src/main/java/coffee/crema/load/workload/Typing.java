package coffee.crema.load.workload;

import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.NodeScript;
import coffee.crema.load.system.Folders;
import coffee.crema.load.system.SystemUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;

/// Unmodified automerge-repo clients that type into one text, a character at a time; then one of them pastes.
///
/// @param perSecond splices of all editors together
/// @param burst splices as fast as one editor can
public record Typing(int editors, int perSecond, int burst) implements Workload {

    @Override
    public Needs needs() {
        return Needs.PLAIN;
    }

    @Override
    public boolean speaksByNode() {
        return true;
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        try (var clients =
                new NodeScript(
                        Folders.peers().resolve("editors.mjs"),
                        system.documents().toString(),
                        Integer.toString(editors))) {
            Warmth.bring(system, () -> clients.call("type", perSecond, timing.warm().toSeconds()));
            double before = system.cpuSeconds();
            JsonNode typed = clients.call("type", perSecond, timing.measured().toSeconds());
            double cpu = system.cpuSeconds() - before;
            JsonNode pasted = clients.call("burst", burst);
            var results = results(typed, cpu);
            results.put(Metric.BURST_SECONDS, pasted.path("seconds").asDouble());
            results.merge(Metric.LOST, pasted.path("lost").asDouble(), Double::sum);
            return results;
        }
    }

    /// @param done what the clients say of a steady load
    static Map<Metric, Double> results(JsonNode done, double cpuSeconds) {
        var results = new EnumMap<Metric, Double>(Metric.class);
        results.put(
                Metric.CPU_PER_MILLION_CHANGES, cpuSeconds * 1e6 / done.path("changes").asDouble());
        results.put(Metric.P50_MILLIS, done.path("p50").asDouble());
        results.put(Metric.P99_MILLIS, done.path("p99").asDouble());
        results.put(Metric.LOST, done.path("lost").asDouble());
        return results;
    }
}
