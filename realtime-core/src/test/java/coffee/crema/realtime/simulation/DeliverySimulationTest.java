package coffee.crema.realtime.simulation;

import org.junit.jupiter.api.Test;

/// Runs many seeds. `-Dsimulation.seeds=5000` runs more, `-Dsimulation.seed=42` one again.
final class DeliverySimulationTest {

    private static final int SEEDS = 200;

    @Test
    void every_member_sees_everything_once_or_a_snapshot_whatever_breaks() {
        String one = System.getProperty("simulation.seed");
        if (one != null) {
            run(Long.parseLong(one));
            return;
        }
        long first = Long.getLong("simulation.first", 1);
        int seeds = Integer.getInteger("simulation.seeds", SEEDS);
        for (long seed = first; seed < first + seeds; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        try {
            new DeliverySimulation(seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed "
                            + seed
                            + " (again with -Dsimulation.seed="
                            + seed
                            + "): "
                            + e.getMessage(),
                    e);
        }
    }
}
