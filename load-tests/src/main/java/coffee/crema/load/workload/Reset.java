package coffee.crema.load.workload;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Listener;
import coffee.crema.load.driver.Payload;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Everyone is reset at once, something is said meanwhile, and everyone comes back at once and wants it.
///
/// The time counts from the reset until the last client has the last message. The measured round comes after as many as it takes to warm up.
public record Reset(int connections, int rooms, int messages) implements Workload {
    private static final Duration ROUND_MAX = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(700);

    /// A return is 2,000 times the same for what a connection needs, and only one for what the node does once: it takes many.
    private static final int WARM_ROUNDS_MAX = 30;

    @Override
    public Needs needs() {
        return new Needs(1, false, true, false);
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        var check = new Check();
        int perRoom = timing.scaled(connections / rooms);
        var crowd = Crowd.gather(system, driver, new Crowd.Shape(rooms, perRoom + 1, 1), check);
        var members = new ArrayList<>(crowd.clients());
        members.removeAll(crowd.publishers());
        Pause.of(timing.calm());
        Warmth.bring(
                system,
                WARM_ROUNDS_MAX,
                () -> {
                    round(system, driver, crowd.publishers(), members, check);
                    Pause.of(BETWEEN_ROUNDS);
                });
        Pause.of(timing.calm());
        return round(system, driver, crowd.publishers(), members, check);
    }

    private Map<Metric, Double> round(
            SystemUnderTest system,
            Driver driver,
            List<Client> publishers,
            List<Client> members,
            Check check) {
        say(driver, publishers, check, 1);
        await(driver, publishers, check);
        await(driver, members, check);
        driver.onLoop(check::reset);
        double cpuBefore = system.cpuSeconds();
        long startNanos = System.nanoTime();
        driver.onLoop(() -> members.forEach(Client::reset));
        say(driver, publishers, check, messages);
        await(driver, publishers, check);
        driver.openAll(members, members.size(), ROUND_MAX);
        await(driver, members, check);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double cpu = system.cpuSeconds() - cpuBefore;
        var results = new EnumMap<Metric, Double>(Metric.class);
        results.put(Metric.RETURN_SECONDS, seconds);
        results.put(Metric.LOST, (double) driver.onLoop(() -> check.missing(members)));
        results.put(Metric.REPEATED, (double) driver.onLoop(() -> check.repeated));
        results.put(Metric.CONNECT_MILLIS, cpu * 1000 / members.size());
        return results;
    }

    private static void say(Driver driver, List<Client> publishers, Check check, int count) {
        driver.onLoop(() -> {
            for (int i = 0; i < count; i++) {
                check.newest++;
                byte[] payload = Payload.encode(System.nanoTime(), check.newest);
                publishers.forEach(publisher -> publisher.publish(payload));
            }
        });
    }

    private static void await(Driver driver, List<Client> clients, Check check) {
        long untilNanos = System.nanoTime() + ROUND_MAX.toNanos();
        while (driver.onLoop(
                        () ->
                                clients.stream()
                                        .anyMatch(client -> client.lastNumber() < check.newest))
                && System.nanoTime() < untilNanos) {
            Pause.of(Duration.ofMillis(1));
        }
    }

    /// Every client must hear every number once, in order.
    private static final class Check implements Listener {
        private int newest = -1;
        private int skipped;
        private int repeated;

        @Override
        public void delivered(Client client, long dueNanos, int number, long nowNanos) {
            if (number <= client.lastNumber()) {
                repeated++;
                return;
            }
            skipped += number - client.lastNumber() - 1;
            client.lastNumber(number);
        }

        void reset() {
            skipped = 0;
            repeated = 0;
        }

        long missing(List<Client> clients) {
            return skipped
                    + clients.stream().mapToLong(client -> newest - client.lastNumber()).sum();
        }
    }
}
