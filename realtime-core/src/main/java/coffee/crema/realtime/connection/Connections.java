package coffee.crema.realtime.connection;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.ConnectionAnswer.Drain;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The accepted sockets of this node.
///
/// **Threading.** Any thread may call; nothing blocks.
public final class Connections {

    /// How long after its slot a client may stay that moves by itself, opening the new socket before it leaves the old one.
    private static final Duration OVERLAP = Duration.ofSeconds(1);

    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<UserId, Set<Connection>> byUser = new ConcurrentHashMap<>();
    private final Scheduler time;
    private volatile boolean draining;

    public Connections(Scheduler time, MeterRegistry registry) {
        this.time = time;
        Gauge.builder("crema.connections", all, Set::size).register(registry);
        Gauge.builder("crema.connections.users", byUser, ConcurrentMap::size).register(registry);
    }

    public int count() {
        return all.size();
    }

    /// A copy.
    public List<Connection> all() {
        return List.copyOf(all);
    }

    /// The devices of one user on this node, a copy.
    public List<Connection> of(UserId user) {
        return List.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    /// Closes all devices of a user on this node.
    public void closeUser(UserId user, CloseCode code) {
        of(user).forEach(connection -> connection.close(code));
    }

    /// Whether this node takes no more sockets.
    public boolean draining() {
        return draining;
    }

    /// Refuses new sockets from now on, gives every client a slot to move to another node, and closes those that did not, each a little after its slot.
    ///
    /// @param over the time by the end of which the last is gone. The slots are spread over it to the millisecond, but for the overlap: 1 s, or half of a shorter time
    /// @return completes when every socket of now has been closed
    public CompletionStage<Void> drain(Duration over) {
        draining = true;
        List<Connection> leaving = all();
        Duration overlap = over.dividedBy(2).compareTo(OVERLAP) < 0 ? over.dividedBy(2) : OVERLAP;
        long spreadMs = over.minus(overlap).toMillis();
        long nowMs = time.millis();
        var slots = new CompletableFuture<?>[leaving.size()];
        for (int i = 0; i < slots.length; i++) {
            long slotMs = spreadMs * i / slots.length;
            Duration stay = overlap.plusMillis(slotMs);
            Connection connection = leaving.get(i);
            connection.send(
                    new ServerMessage.Notice("drain", new Drain(slotMs, nowMs + stay.toMillis())));
            var closed = new CompletableFuture<Void>();
            slots[i] = closed;
            time.after(
                    stay,
                    () -> {
                        connection.close(CloseCode.DRAINING);
                        closed.complete(null);
                    });
        }
        return CompletableFuture.allOf(slots);
    }

    void add(Connection connection) {
        all.add(connection);
        byUser.compute(
                connection.principal().user(),
                (user, devices) -> {
                    Set<Connection> some =
                            devices == null ? ConcurrentHashMap.newKeySet(1) : devices;
                    some.add(connection);
                    return some;
                });
    }

    void remove(Connection connection) {
        all.remove(connection);
        byUser.computeIfPresent(
                connection.principal().user(),
                (user, devices) -> {
                    devices.remove(connection);
                    return devices.isEmpty() ? null : devices;
                });
    }
}
