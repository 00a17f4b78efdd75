package coffee.crema.load.workload;

import coffee.crema.load.system.SystemUnderTest;

/// Brings a fresh process to what it will be for the rest of its life: compilers are at work long after the first answer.
final class Warmth {
    private static final int ROUNDS_MAX = 12;
    private static final int SETTLED_ROUNDS = 2;
    private static final double BETTER = 0.92;
    private static final double COMPILING = 0.05;

    private Warmth() {}

    /// Repeats a fixed piece of load until it has twice cost the server no less CPU than before, within a tolerance, and the server's compilers, if it tells of
    /// them, took next to nothing of it.
    static void bring(SystemUnderTest system, Runnable load) {
        bring(system, ROUNDS_MAX, load);
    }

    static void bring(SystemUnderTest system, int roundsMax, Runnable load) {
        double best = Double.MAX_VALUE;
        double compiledBefore = system.compileSeconds();
        int settled = 0;
        for (int round = 0; round < roundsMax && settled < SETTLED_ROUNDS; round++) {
            double before = system.cpuSeconds();
            load.run();
            double cpu = system.cpuSeconds() - before;
            double compiled = system.compileSeconds();
            boolean quiet = compiled - compiledBefore < cpu * COMPILING;
            compiledBefore = compiled;
            settled = quiet && cpu > best * BETTER ? settled + 1 : 0;
            best = Math.min(best, cpu);
        }
    }
}
