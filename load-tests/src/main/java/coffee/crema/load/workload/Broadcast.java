package coffee.crema.load.workload;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.driver.OpenLoop;
import coffee.crema.load.driver.Payload;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Rooms in which somebody speaks at a fixed rate, and everybody hears it. Open loop.
///
/// @param perSecond messages of a room
/// @param ephemeral cursors and the like: nothing that must be kept
public record Broadcast(Crowd.Shape shape, int perSecond, boolean ephemeral) implements Workload {
    private static final Duration DRAIN_MAX = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final double WARM_DELIVERIES_PER_SECOND = 50_000;
    private static final int FEW = 10;
    private static final double FEW_PER_SECOND = 1_500;

    public Broadcast(
            int rooms,
            int membersPerRoom,
            int publishersPerRoom,
            int perSecond,
            boolean ephemeral) {
        this(new Crowd.Shape(rooms, membersPerRoom, publishersPerRoom), perSecond, ephemeral);
    }

    @Override
    public Needs needs() {
        return new Needs(1, ephemeral, false, false);
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        warmWithFew(system, driver, timing, 0);
        var meter = new Meter();
        var scaled =
                new Crowd.Shape(
                        shape.rooms() == 1 ? 1 : timing.scaled(shape.rooms()),
                        timing.scaled(shape.membersPerRoom()),
                        shape.publishersPerRoom());
        var crowd = Crowd.gather(system, driver, scaled, meter);
        Crowd.calm(driver, meter, timing);
        warm(system, driver, crowd, scaled, timing);
        Crowd.calm(driver, meter, timing);
        return measure(system, driver, meter, crowd, scaled, timing);
    }

    /// What runs once a message is compiled only after many thousands of them; with a room of few members they come sooner.
    static void warmWithFew(SystemUnderTest system, Driver driver, Timing timing, int memberNode) {
        var shape = new Crowd.Shape("warm", 1, FEW, 1);
        var few = Crowd.gather(system, driver, shape, new Meter(), memberNode);
        Warmth.bring(system, () -> speak(driver, few.publishers(), FEW_PER_SECOND, timing.warm()));
        driver.onLoop(() -> few.clients().forEach(Client::close));
        system.closeRooms(driver, Crowd.roomNames(shape));
    }

    private void warm(
            SystemUnderTest system, Driver driver, Crowd crowd, Crowd.Shape scaled, Timing timing) {
        double perSecondAll = perSecond * (double) scaled.rooms();
        double faster =
                Math.max(1, WARM_DELIVERIES_PER_SECOND / (perSecondAll * scaled.membersPerRoom()));
        Warmth.bring(
                system,
                () -> speak(driver, crowd.publishers(), perSecondAll * faster, timing.warm()));
        if (faster > 1) {
            // Another rate takes other ways, which are compiled anew.
            Warmth.bring(
                    system, () -> speak(driver, crowd.publishers(), perSecondAll, timing.warm()));
        }
    }

    private Map<Metric, Double> measure(
            SystemUnderTest system,
            Driver driver,
            Meter meter,
            Crowd crowd,
            Crowd.Shape scaled,
            Timing timing) {
        driver.onLoop(meter::reset);
        double cpuBefore = system.cpuSeconds();
        int sent =
                speak(
                        driver,
                        crowd.publishers(),
                        perSecond * (double) scaled.rooms(),
                        timing.measured());
        long expected = (long) sent * scaled.membersPerRoom();
        drain(driver, meter, expected);
        double cpu = system.cpuSeconds() - cpuBefore;
        return driver.onLoop(() -> results(meter, cpu, expected));
    }

    /// @return how many messages were sent
    static int speak(Driver driver, List<Client> publishers, double perSecond, Duration duration) {
        var done =
                OpenLoop.run(
                        driver.loop(),
                        perSecond,
                        duration,
                        (k, dueNanos) ->
                                publishers
                                        .get(k % publishers.size())
                                        .publish(Payload.encode(dueNanos, k)));
        return Driver.await(done, duration.plus(DRAIN_MAX));
    }

    /// Waits until all has come, or nothing comes any more.
    static void drain(Driver driver, Meter meter, long expected) {
        long untilNanos = System.nanoTime() + DRAIN_MAX.toNanos();
        while (System.nanoTime() < untilNanos
                && driver.onLoop(() ->
                        meter.deliveries() < expected && meter.quietNanos() < QUIET.toNanos())) {
            Pause.of(Duration.ofMillis(5));
        }
    }

    static Map<Metric, Double> results(Meter meter, double cpuSeconds, long expected) {
        var results = new EnumMap<Metric, Double>(Metric.class);
        results.put(Metric.CPU_PER_MILLION, cpuSeconds * 1e6 / meter.deliveries());
        results.put(Metric.P50_MILLIS, meter.latencyMillis(50));
        results.put(Metric.P99_MILLIS, meter.latencyMillis(99));
        results.put(Metric.P999_MILLIS, meter.latencyMillis(99.9));
        results.put(Metric.LOST, (double) (expected - meter.deliveries()));
        results.put(
                Metric.REFUSED,
                (double) meter.refusals().values().stream().mapToInt(Integer::intValue).sum());
        return results;
    }
}
