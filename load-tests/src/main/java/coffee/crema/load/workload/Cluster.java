package coffee.crema.load.workload;

import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Two nodes: somebody speaks on one, everybody hears it on the other. Then Redis is killed for a second while the speaking goes on.
public record Cluster(int members, int perSecond) implements Workload {
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofSeconds(12);
    private static final Duration COUNTED_AFTER = Duration.ofSeconds(5);
    private static final Duration SPARE = Duration.ofSeconds(2);
    private static final double WARM_FACTOR = 3;

    @Override
    public Needs needs() {
        return new Needs(2, false, false, false);
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        Broadcast.warmWithFew(system, driver, timing, 1);
        var meter = new Meter();
        int count = timing.scaled(members);
        // One more on the publisher's node: the publisher itself, which is not counted.
        var shape = new Crowd.Shape(1, count + 1, 1);
        var crowd = Crowd.gather(system, driver, shape, meter, 1);
        Crowd.calm(driver, meter, timing);
        driver.onLoop(() -> crowd.publishers().getFirst().listener(new Meter()));
        for (double rate : new double[] {perSecond * WARM_FACTOR, perSecond}) {
            Warmth.bring(
                    system, () -> Broadcast.speak(driver, crowd.publishers(), rate, timing.warm()));
        }
        Crowd.calm(driver, meter, timing);
        driver.onLoop(meter::reset);
        double cpuBefore = system.cpuSeconds();
        int sent = Broadcast.speak(driver, crowd.publishers(), perSecond, timing.measured());
        long expected = (long) sent * count;
        Broadcast.drain(driver, meter, expected);
        double cpu = system.cpuSeconds() - cpuBefore;
        var results = driver.onLoop(() -> Broadcast.results(meter, cpu, expected));
        results.putAll(killRedis(system, driver, crowd, meter));
        return results;
    }

    private Map<Metric, Double> killRedis(
            SystemUnderTest system, Driver driver, Crowd crowd, Meter meter) {
        var speaking =
                CompletableFuture.runAsync(() ->
                        Broadcast.speak(
                                driver,
                                crowd.publishers(),
                                perSecond,
                                AWAY.plus(AFTER).plus(COUNTED_AFTER).plus(SPARE)));
        system.redis().kill();
        Pause.of(AWAY);
        system.redis().start();
        long backNanos = System.nanoTime();
        driver.onLoop(meter::reset);
        double silentSeconds = secondsUntilDelivery(driver, meter, backNanos);
        Pause.of(AFTER.minusNanos(Math.min(AFTER.toNanos(), System.nanoTime() - backNanos)));
        driver.onLoop(meter::reset);
        Pause.of(COUNTED_AFTER);
        long delivered = driver.onLoop(meter::deliveries);
        Driver.await(speaking, AFTER);
        double expected =
                COUNTED_AFTER.toSeconds() * (double) perSecond * (crowd.clients().size() - 1);
        return Map.of(
                Metric.AFTER_KILL_SECONDS,
                silentSeconds,
                Metric.AFTER_KILL_PERCENT,
                Math.min(100, 100 * delivered / expected));
    }

    /// @return {@link #AFTER} when nothing comes
    private static double secondsUntilDelivery(Driver driver, Meter meter, long fromNanos) {
        while (driver.onLoop(meter::deliveries) == 0
                && System.nanoTime() - fromNanos < AFTER.toNanos()) {
            Pause.of(Duration.ofMillis(10));
        }
        return (System.nanoTime() - fromNanos) / 1e9;
    }
}
