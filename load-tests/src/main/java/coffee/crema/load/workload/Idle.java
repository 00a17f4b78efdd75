package coffee.crema.load.workload;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Connections that say nothing: what each keeps resident, and what connecting costs.
public record Idle(int connections) implements Workload {
    private static final int WARM_CONNECTIONS = 500;
    private static final int WARM_ROUNDS_MIN = 2;
    private static final int WARM_ROUNDS_MAX = 30;
    private static final Duration OPEN_MAX = Duration.ofMinutes(2);

    @Override
    public Needs needs() {
        return Needs.PLAIN;
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        warm(system, driver);
        long kibBefore = settledKib(system, timing);
        var clients = clients(system, driver, timing.scaled(connections), "idle-");
        double cpuBefore = system.cpuSeconds();
        driver.openAll(clients, Crowd.PARALLEL, OPEN_MAX);
        double cpu = system.cpuSeconds() - cpuBefore;
        long kib = settledKib(system, timing) - kibBefore;
        long open = driver.onLoop(() -> clients.stream().filter(Client::isOpen).count());
        driver.onLoop(() -> clients.forEach(Client::reset));
        var results = new EnumMap<Metric, Double>(Metric.class);
        results.put(Metric.KIB_PER_CONNECTION, kib / (double) clients.size());
        results.put(Metric.CONNECT_MILLIS, cpu * 1000 / clients.size());
        results.put(Metric.LOST, (double) (clients.size() - open));
        return results;
    }

    private static void warm(SystemUnderTest system, Driver driver) {
        for (int round = 0;
                round < WARM_ROUNDS_MAX && (round < WARM_ROUNDS_MIN || !system.isWarm());
                round++) {
            var clients = clients(system, driver, WARM_CONNECTIONS, "warm-");
            driver.openAll(clients, Crowd.PARALLEL, OPEN_MAX);
            driver.onLoop(() -> clients.forEach(Client::reset));
        }
    }

    private static List<Client> clients(
            SystemUnderTest system, Driver driver, int count, String prefix) {
        var clients = new ArrayList<Client>();
        var dialect = system.dialect();
        var deaf = new Meter();
        for (int i = 0; i < count; i++) {
            var identity = new Client.Identity(prefix + i, "");
            clients.add(driver.client(dialect, identity, system.address(0), deaf));
        }
        return clients;
    }

    /// Twice, because what the first collection finds unreachable may hold off-heap memory until it is cleaned.
    private static long settledKib(SystemUnderTest system, Timing timing) {
        Pause.of(timing.calm());
        system.collectGarbage();
        Pause.of(timing.calm());
        system.collectGarbage();
        Pause.of(timing.calm());
        return system.privateKib();
    }
}
