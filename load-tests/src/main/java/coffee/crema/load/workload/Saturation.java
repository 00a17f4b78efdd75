package coffee.crema.load.workload;

import static java.util.Objects.requireNonNull;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Listener;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.driver.Payload;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One room as fast as it goes: a closed loop in which a broadcast that all have heard makes room for the next.
///
/// @param outstanding broadcasts under way at once
public record Saturation(int members, int outstanding) implements Workload {

    @Override
    public Needs needs() {
        return Needs.PLAIN;
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        var loop = new Loop(timing.scaled(members));
        var shape = new Crowd.Shape(1, loop.members, 1);
        var crowd = Crowd.gather(system, driver, shape, loop);
        Crowd.calm(driver, loop.meter, timing);
        var publisher = crowd.publishers().getFirst();
        driver.loop().execute(() -> loop.start(publisher, outstanding));
        warm(system, driver, loop, timing);
        driver.onLoop(loop.meter::reset);
        double cpuBefore = system.cpuSeconds();
        long startNanos = System.nanoTime();
        Pause.of(timing.measured());
        double cpu = system.cpuSeconds() - cpuBefore;
        return driver.onLoop(() -> loop.results(cpu, (System.nanoTime() - startNanos) / 1e9));
    }

    /// As many deliveries in each round, because a closed loop goes faster the warmer the server is.
    private static void warm(SystemUnderTest system, Driver driver, Loop loop, Timing timing) {
        Pause.of(timing.warm());
        long round = driver.onLoop(loop.meter::deliveries);
        Warmth.bring(
                system,
                () -> {
                    long until = driver.onLoop(loop.meter::deliveries) + round;
                    while (driver.onLoop(loop.meter::deliveries) < until) {
                        Pause.of(Duration.ofMillis(5));
                    }
                });
    }

    private static final class Loop implements Listener {
        private static final int RING = 1024;

        private final Meter meter = new Meter();
        private final int[] missing = new int[RING];
        private final int members;
        private @Nullable Client publisher;
        private int sent;
        private boolean running = true;

        Loop(int members) {
            this.members = members;
        }

        void start(Client client, int outstanding) {
            publisher = client;
            for (int i = 0; i < outstanding; i++) {
                next();
            }
        }

        private void next() {
            missing[sent % RING] = members;
            requireNonNull(publisher).publish(Payload.encode(System.nanoTime(), sent));
            sent++;
        }

        @Override
        public void delivered(Client client, long dueNanos, int number, long nowNanos) {
            meter.delivered(client, dueNanos, number, nowNanos);
            if (--missing[number % RING] == 0 && running) {
                next();
            }
        }

        @Override
        public void other(Client client, long nowNanos) {
            meter.other(client, nowNanos);
        }

        @Override
        public void refused(Client client, String message) {
            meter.refused(client, message);
        }

        Map<Metric, Double> results(double cpuSeconds, double seconds) {
            running = false;
            long deliveries = meter.deliveries();
            var results = Broadcast.results(meter, cpuSeconds, deliveries);
            results.put(Metric.DELIVERIES_PER_CORE, deliveries / cpuSeconds / 1000);
            results.put(Metric.DELIVERIES_PER_SECOND, deliveries / seconds / 1000);
            return results;
        }
    }
}
