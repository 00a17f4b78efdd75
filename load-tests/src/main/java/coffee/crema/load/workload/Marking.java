package coffee.crema.load.workload;

import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.NodeScript;
import coffee.crema.load.system.Folders;
import coffee.crema.load.system.SystemUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Cuppers, each with a private sheet of its own, who mark at a steady rate. The time is from a mark to the server's word that it has it.
///
/// @param perSecond marks of one cupper
public record Marking(int sessions, int cuppers, int perSecond) implements Workload {

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
                        Folders.peers().resolve("cuppers.mjs"), system.documents().toString())) {
            int count = timing.scaled(sessions) * cuppers;
            int rate = count * perSecond;
            JsonNode open = clients.call("open", count);
            if (open.path("waiting").asInt() > 0) {
                throw new IllegalStateException(open.path("waiting") + " sheets are not synced");
            }
            Warmth.bring(system, () -> clients.call("mark", rate, timing.warm().toSeconds()));
            double before = system.cpuSeconds();
            JsonNode marked = clients.call("mark", rate, timing.measured().toSeconds());
            return Typing.results(marked, system.cpuSeconds() - before);
        }
    }
}
