package coffee.crema.load.workload;

import coffee.crema.load.driver.Driver;
import coffee.crema.load.system.SystemUnderTest;
import java.util.Map;

/// What is done to a system in one run, on fresh processes.
public interface Workload {

    /// What the system must be able to do.
    ///
    /// @param nodes 1 or 2
    /// @param ephemeral whether a system that keeps messages may forget these
    /// @param recovery whether clients come back and want what they missed
    /// @param churn whether the room is told of joins and leaves
    record Needs(int nodes, boolean ephemeral, boolean recovery, boolean churn) {
        public static final Needs PLAIN = new Needs(1, false, false, false);
    }

    Needs needs();

    /// Whether its clients are Node's, whoever serves them.
    default boolean speaksByNode() {
        return false;
    }

    Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing);
}
