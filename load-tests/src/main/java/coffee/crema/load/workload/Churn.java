package coffee.crema.load.workload;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.driver.OpenLoop;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A full room that people enter and leave: each change must be told to everybody who stays. Told together counts as told.
///
/// @param present who stay
/// @param perSecond joins, and as many leaves
public record Churn(int present, int perSecond) implements Workload {
    private static final int VISITORS_SECONDS = 4;
    private static final Duration STAY = Duration.ofSeconds(1);

    @Override
    public Needs needs() {
        return new Needs(1, false, false, true);
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        var meter = new Meter();
        int staying = timing.scaled(present);
        var crowd = Crowd.gather(system, driver, new Crowd.Shape(1, staying, 1), meter);
        var visits = new Visits(driver, visitors(system, driver));
        Crowd.calm(driver, meter, timing);
        driver.onLoop(meter::reset);
        Warmth.bring(system, () -> visits.run(perSecond, timing.warm()));
        double cpuBefore = system.cpuSeconds();
        long heardBefore = driver.onLoop(() -> heard(meter));
        visits.run(perSecond, timing.measured());
        double cpu = system.cpuSeconds() - cpuBefore;
        long heardMeasured = driver.onLoop(() -> heard(meter)) - heardBefore;
        Pause.of(STAY);
        Crowd.calm(driver, meter, timing);
        long changes = driver.onLoop(() -> visits.joins + visits.leaves);
        long heardAll = driver.onLoop(() -> heard(meter));
        var results = new EnumMap<Metric, Double>(Metric.class);
        results.put(Metric.CPU_PER_MILLION, cpu * 1e6 / heardMeasured);
        results.put(Metric.LOST, (double) (changes * crowd.clients().size() - heardAll));
        return results;
    }

    private static long heard(Meter meter) {
        return meter.deliveries() + meter.changesHeard();
    }

    /// So many that a server has seen the end of a person's visit when the next one begins.
    private List<Client> visitors(SystemUnderTest system, Driver driver) {
        var visitors = new ArrayList<Client>();
        var dialect = system.dialect();
        var deaf = new Meter();
        for (int i = 0; i < perSecond * VISITORS_SECONDS; i++) {
            var identity = new Client.Identity("visitor-" + i, "bench-0");
            visitors.add(driver.client(dialect, identity, system.address(0), deaf));
        }
        return visitors;
    }

    /// One comes at each turn, and goes a while after being in the room.
    private static final class Visits {
        private final Driver driver;
        private final List<Client> visitors;
        private int next;
        private long joins;
        private long leaves;

        Visits(Driver driver, List<Client> visitors) {
            this.driver = driver;
            this.visitors = visitors;
        }

        void run(int perSecond, Duration duration) {
            var done = OpenLoop.run(driver.loop(), perSecond, duration, (k, dueNanos) -> visit());
            Driver.await(done, duration.plusSeconds(10));
        }

        private void visit() {
            var visitor = visitors.get(next++ % visitors.size());
            if (!visitor.isOpen()) {
                visitor.open().thenAccept(this::entered);
            }
        }

        private void entered(Client visitor) {
            joins++;
            driver.loop()
                    .schedule(
                            () -> {
                                leaves++;
                                visitor.close();
                            },
                            STAY.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }
}
