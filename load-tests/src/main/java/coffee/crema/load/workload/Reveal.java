package coffee.crema.load.workload;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Listener;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.driver.OpenLoop;
import coffee.crema.load.driver.Payload;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.RevealHost;
import coffee.crema.load.system.SystemUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// One blind box, revealed a coffee a second before a crowd. Crema reveals by its own timetable, from sealed answers, with commitments; the others send frames of the same size when they are
/// due, and that is all.
///
/// @param nodes that the watchers are spread over
/// @param coffees of the box, at most 26
public record Reveal(int nodes, int watchers, int coffees) implements Workload {
    private static final String ORDER = "bench";
    private static final String ROOM = "blind-box-" + ORDER;
    private static final int COFFEES_MAX = 26;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration OPEN_MAX = Duration.ofMinutes(3);
    private static final double WARM_DELIVERIES_PER_SECOND = 50_000;

    /// What an answer says of a coffee, about.
    private static final int COFFEE_BYTES = 300;

    /// What an event of a reveal carries beside the coffee: it once more as the committed bytes, salt, commitment, times.
    private static final int BESIDE_BYTES = 850;

    @Override
    public Needs needs() {
        return new Needs(nodes, false, false, false);
    }

    @Override
    public Map<Metric, Double> run(SystemUnderTest system, Driver driver, Timing timing) {
        Optional<RevealHost> host = system.revealHost();
        host.ifPresent(h -> h.schedule(driver, ORDER, answers()));
        var meter = new Meter();
        var steps = new Steps(meter);
        int count = timing.scaled(watchers);
        List<Client> clients = gather(system, driver, count, steps);
        Crowd.calm(driver, meter, timing);
        List<Client> publisher = List.of(clients.getFirst());
        double rate = Math.max(1, WARM_DELIVERIES_PER_SECOND / count);
        Warmth.bring(system, () -> Broadcast.speak(driver, publisher, rate, timing.warm()));
        Crowd.calm(driver, meter, timing);
        system.collectGarbage();
        Crowd.calm(driver, meter, timing);
        driver.onLoop(steps::begin);
        double cpuBefore = system.cpuSeconds();
        if (host.isPresent()) {
            long beforeFirst = host.get().start(driver, ORDER);
            driver.onLoop(() -> steps.dueFrom(beforeFirst));
        } else {
            broadcast(driver, publisher.getFirst());
        }
        Duration show = SECOND.multipliedBy(coffees + 3);
        awaitAll(driver, steps, (long) coffees * count, show);
        double cpu = system.cpuSeconds() - cpuBefore;
        long kib = system.privateKib();
        return driver.onLoop(() -> results(steps, cpu, kib, count));
    }

    private static List<Client> gather(
            SystemUnderTest system, Driver driver, int count, Listener listener) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // The first is the one who warms the room up.
            var identity =
                    i == 0
                            ? new Client.Identity(system.publisher(), ROOM)
                            : new Client.Identity("watcher-" + i, ROOM, true);
            clients.add(
                    driver.client(
                            system.dialect(), identity, system.address(node(system, i)), listener));
        }
        driver.openAll(clients, Crowd.PARALLEL, OPEN_MAX);
        return clients;
    }

    private static int node(SystemUnderTest system, int client) {
        return system.nodes() > 1 ? client % system.nodes() : 0;
    }

    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        for (int i = 1; i <= coffees; i++) {
            answers.add(coffee(System.nanoTime() + SECOND.toNanos(), i));
        }
        return answers;
    }

    private static String coffee(long dueNanos, int number) {
        String head =
                "{\"id\":\"c\",\"mark\":"
                        + Payload.canonical(dueNanos, number)
                        + ",\"name\":\"A coffee\",\"story\":\"";
        return head + "x".repeat(COFFEE_BYTES - head.length() - 2) + "\"}";
    }

    private void broadcast(Driver driver, Client publisher) {
        String beside = "\"canonical\":\"" + "x".repeat(BESIDE_BYTES) + "\"";
        var done =
                OpenLoop.run(
                        driver.loop(),
                        1,
                        SECOND.multipliedBy(coffees),
                        (k, dueNanos) ->
                                publisher.publish(
                                        ("{\"coffee\":"
                                                        + coffee(dueNanos, k + 1)
                                                        + ","
                                                        + beside
                                                        + "}")
                                                .getBytes(StandardCharsets.US_ASCII)));
        Driver.await(done, SECOND.multipliedBy(coffees + 5L));
    }

    private static void awaitAll(Driver driver, Steps steps, long expected, Duration max) {
        long untilNanos = System.nanoTime() + max.toNanos();
        while (driver.onLoop(() -> steps.deliveries) < expected && System.nanoTime() < untilNanos) {
            Pause.of(Duration.ofMillis(50));
        }
    }

    private Map<Metric, Double> results(Steps steps, double cpu, long kib, int count) {
        var last = new Histogram(3);
        var spread = new Histogram(3);
        for (int i = 1; i <= coffees; i++) {
            if (steps.count[i] > 0) {
                last.recordValue(Math.max(0, steps.lastNanos[i] - steps.dueNanos(i)));
                spread.recordValue(steps.lastNanos[i] - steps.firstNanos[i]);
            }
        }
        var results = new EnumMap<Metric, Double>(Metric.class);
        results.put(Metric.CPU_PER_MILLION, cpu * 1e6 / Math.max(1, steps.deliveries));
        results.put(Metric.LAST_MILLIS, last.getValueAtPercentile(99) / 1e6);
        results.put(Metric.SPREAD_MILLIS, spread.getValueAtPercentile(99) / 1e6);
        results.put(Metric.KIB_PER_CONNECTION, kib / (double) count);
        results.put(Metric.LOST, (double) ((long) coffees * count - steps.deliveries));
        return results;
    }

    /// When each coffee came first and last. On the driver's loop.
    private static final class Steps implements Listener {
        private final Meter meter;
        private final long[] firstNanos = new long[COFFEES_MAX + 1];
        private final long[] lastNanos = new long[COFFEES_MAX + 1];
        private final long[] saidNanos = new long[COFFEES_MAX + 1];
        private final int[] count = new int[COFFEES_MAX + 1];
        private long deliveries;
        private boolean counting;
        private long beforeFirstNanos;

        Steps(Meter meter) {
            this.meter = meter;
        }

        void begin() {
            counting = true;
        }

        /// Instead of what the payloads say: coffee i is due so many seconds later.
        void dueFrom(long nanos) {
            beforeFirstNanos = nanos;
        }

        long dueNanos(int number) {
            return beforeFirstNanos == 0
                    ? saidNanos[number]
                    : beforeFirstNanos + TimeUnit.SECONDS.toNanos(number);
        }

        @Override
        public void delivered(Client client, long dueNanos, int number, long nowNanos) {
            meter.delivered(client, dueNanos, number, nowNanos);
            if (!counting || number < 1 || number > COFFEES_MAX) {
                return;
            }
            if (count[number]++ == 0) {
                firstNanos[number] = nowNanos;
                saidNanos[number] = dueNanos;
            }
            lastNanos[number] = nowNanos;
            deliveries++;
        }

        @Override
        public void other(Client client, long nowNanos) {
            meter.other(client, nowNanos);
        }

        @Override
        public void lost(Client client) {
            meter.lost(client);
        }

        @Override
        public void refused(Client client, String message) {
            meter.refused(client, message);
        }
    }
}
