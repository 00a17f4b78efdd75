package coffee.crema.load.workload;

import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.NodeScript;
import coffee.crema.load.system.Folders;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.util.EnumMap;
import java.util.Map;

/// What documents hold in memory that somebody has open and nobody edits: the server and all its processes together.
///
/// @param small documents of a few changes
/// @param large documents of many changes
public record OpenDocuments(int small, int smallChanges, int large, int largeChanges)
        implements Workload {
    private static final int FIRST = 20;

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
            keep(clients, FIRST, smallChanges);
            keep(clients, 1, largeChanges);
            int many = timing.scaled(small);
            long before = resident(system, timing);
            keep(clients, many, smallChanges);
            long between = resident(system, timing);
            keep(clients, large, largeChanges);
            long after = resident(system, timing);
            var results = new EnumMap<Metric, Double>(Metric.class);
            results.put(Metric.KIB_PER_SMALL_DOCUMENT, (between - before) / (double) many);
            results.put(Metric.KIB_PER_LARGE_DOCUMENT, (after - between) / (double) large);
            return results;
        }
    }

    private static void keep(NodeScript clients, int count, int changes) {
        int kept = clients.call("keep", count, changes).path("kept").asInt();
        if (kept < count) {
            throw new IllegalStateException(
                    "%d of %d are not synced".formatted(count - kept, count));
        }
    }

    private static long resident(SystemUnderTest system, Timing timing) {
        Pause.of(timing.calm());
        system.collectGarbage();
        Pause.of(timing.calm());
        return system.privateKib();
    }
}
