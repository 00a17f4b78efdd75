package coffee.crema.load;

import static coffee.crema.load.Contender.AUTOMERGE_REPO;
import static coffee.crema.load.Contender.CREMA;
import static coffee.crema.load.Contender.FLOOR;
import static coffee.crema.load.Contender.NETTY_SOCKETIO;
import static coffee.crema.load.Contender.SOCKETIO;

import coffee.crema.load.workload.Broadcast;
import coffee.crema.load.workload.Churn;
import coffee.crema.load.workload.Cluster;
import coffee.crema.load.workload.Idle;
import coffee.crema.load.workload.Marking;
import coffee.crema.load.workload.Metric;
import coffee.crema.load.workload.OpenDocuments;
import coffee.crema.load.workload.Reset;
import coffee.crema.load.workload.Reveal;
import coffee.crema.load.workload.Saturation;
import coffee.crema.load.workload.Typing;
import coffee.crema.load.workload.Workload;
import java.util.List;

/// The workloads, who takes part, and what Crema has to reach.
public final class Catalog {

    /// @param main the figure that is compared and plotted
    public record Entry(
            String id,
            String description,
            Metric main,
            Workload workload,
            List<Contender> contenders,
            List<Target> targets) {}

    private static final double A_THIRD = 1 / 3.0;
    private static final double A_SIXTH = 1 / 6.0;

    public static final List<Entry> ENTRIES =
            List.of(
                    new Entry(
                            "W1",
                            "1 room, 200 members, 50 messages/s",
                            Metric.CPU_PER_MILLION,
                            new Broadcast(1, 200, 1, 50, false),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(Target.atMost(Metric.CPU_PER_MILLION, 1.3, FLOOR))),
                    new Entry(
                            "W1b",
                            "1 room, 1,000 members, 50 messages/s",
                            Metric.CPU_PER_MILLION,
                            new Broadcast(1, 1_000, 1, 50, false),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(Target.atMost(Metric.CPU_PER_MILLION, 1.3, FLOOR))),
                    new Entry(
                            "W1s",
                            "1 room, 200 members, closed loop, 4 broadcasts outstanding",
                            Metric.DELIVERIES_PER_CORE,
                            new Saturation(200, 4),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(Target.atLeast(Metric.DELIVERIES_PER_CORE, 3, SOCKETIO))),
                    new Entry(
                            "W2",
                            "200 rooms, 5 members and 10 messages/s each",
                            Metric.CPU_PER_MILLION,
                            new Broadcast(200, 5, 1, 10, false),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(Target.atMost(Metric.CPU_PER_MILLION, 1.5, FLOOR))),
                    new Entry(
                            "W3",
                            "8,000 idle connections",
                            Metric.KIB_PER_CONNECTION,
                            new Idle(8_000),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(Target.atMost(Metric.KIB_PER_CONNECTION, 12))),
                    new Entry(
                            "W4",
                            "2 nodes and Redis on one core: publisher on one, 200 members on the other, 50 messages/s; then Redis killed for 1 s",
                            Metric.CPU_PER_MILLION,
                            new Cluster(200, 50),
                            List.of(CREMA, NETTY_SOCKETIO),
                            List.of(
                                    Target.atMost(Metric.CPU_PER_MILLION, 0.4, NETTY_SOCKETIO),
                                    Target.atLeast(Metric.AFTER_KILL_PERCENT, 99))),
                    new Entry(
                            "W5",
                            "10 editors, 10 splices/s each in one document; then a burst of 1,000",
                            Metric.CPU_PER_MILLION_CHANGES,
                            new Typing(10, 100, 1_000),
                            List.of(CREMA, AUTOMERGE_REPO),
                            List.of(
                                    Target.atMost(
                                            Metric.CPU_PER_MILLION_CHANGES,
                                            A_SIXTH,
                                            AUTOMERGE_REPO),
                                    Target.atMost(Metric.P99_MILLIS, 100),
                                    Target.atMost(Metric.LOST, 0))),
                    new Entry(
                            "W5b",
                            "200 sessions x 8 cuppers, 2 marks/s each on private sheets",
                            Metric.CPU_PER_MILLION_CHANGES,
                            new Marking(200, 8, 2),
                            List.of(CREMA),
                            List.of(
                                    Target.atMost(Metric.P99_MILLIS, 100),
                                    Target.atMost(Metric.LOST, 0))),
                    new Entry(
                            "W5c",
                            "10 sessions x 8 cuppers, 2 marks/s each on private sheets",
                            Metric.CPU_PER_MILLION_CHANGES,
                            new Marking(10, 8, 2),
                            List.of(CREMA, AUTOMERGE_REPO),
                            List.of(Target.atMost(Metric.LOST, 0))),
                    new Entry(
                            "W5m",
                            "documents that are open and idle: 500 of 20 changes, then 10 of 5,000",
                            Metric.KIB_PER_SMALL_DOCUMENT,
                            new OpenDocuments(500, 20, 10, 5_000),
                            List.of(CREMA, AUTOMERGE_REPO),
                            List.of(
                                    Target.atMost(
                                            Metric.KIB_PER_SMALL_DOCUMENT, 0.5, AUTOMERGE_REPO),
                                    Target.atMost(
                                            Metric.KIB_PER_LARGE_DOCUMENT, 1, AUTOMERGE_REPO))),
                    new Entry(
                            "W6",
                            "2,000 connections in 20 rooms reset at once, 5 messages a room meanwhile, all return",
                            Metric.RETURN_SECONDS,
                            new Reset(2_000, 20, 5),
                            List.of(CREMA, SOCKETIO),
                            List.of(
                                    Target.atMost(Metric.RETURN_SECONDS, 0.5, SOCKETIO),
                                    Target.atMost(Metric.LOST, 0))),
                    new Entry(
                            "W7",
                            "500 present, 20 joins and 20 leaves/s, each told to everybody",
                            Metric.CPU_PER_MILLION,
                            new Churn(500, 20),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(Target.atMost(Metric.CPU_PER_MILLION, 1.6, FLOOR))),
                    new Entry(
                            "W8",
                            "1 room, 200 members, 500 ephemeral messages/s: a storm of cursors",
                            Metric.CPU_PER_MILLION,
                            new Broadcast(1, 200, 5, 500, true),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(
                                    Target.atMost(Metric.CPU_PER_MILLION, A_THIRD, SOCKETIO),
                                    Target.atMost(Metric.P99_MILLIS, 10))),
                    new Entry(
                            "B1",
                            "1 blind box revealed to 10,000 watchers, a coffee a second",
                            Metric.CPU_PER_MILLION,
                            new Reveal(1, 10_000, 20),
                            List.of(FLOOR, CREMA, SOCKETIO),
                            List.of(
                                    Target.atMost(Metric.CPU_PER_MILLION, 1.3, FLOOR),
                                    Target.atMost(Metric.SPREAD_MILLIS, 150),
                                    Target.atMost(Metric.LOST, 0))),
                    new Entry(
                            "B1c",
                            "the same with half of the watchers on each of 2 nodes",
                            Metric.CPU_PER_MILLION,
                            new Reveal(2, 10_000, 20),
                            List.of(CREMA),
                            List.of(
                                    Target.atMost(Metric.SPREAD_MILLIS, 150),
                                    Target.atMost(Metric.LOST, 0))));

    private Catalog() {}

    static Entry entry(String id) {
        return ENTRIES.stream()
                .filter(entry -> entry.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called " + id));
    }
}
