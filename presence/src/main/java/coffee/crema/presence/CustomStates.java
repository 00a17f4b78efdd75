package coffee.crema.presence;

import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Custom states (cursor, typing, "at cup 3") of devices on this node, on their way to everyone: the newest of each device, gathered over a window.
///
/// **Threading.** Any thread. Each room is guarded by its lock, which is not held while calling out.
final class CustomStates {
    private final Hub hub;
    private final PresenceTable table;
    private final PresenceMessages messages;
    private final PresenceSettings settings;
    private final Scheduler scheduler;
    private final Counter conflated;
    private final Map<RoomId, Gathering> rooms = new ConcurrentHashMap<>();
    private final Map<Long, Budget> budgets = new ConcurrentHashMap<>();

    private static final class Gathering {
        final Map<Device.Key, Map<String, Object>> waiting = new LinkedHashMap<>();
        final Map<Device.Key, Map<String, Object>> unkept = new HashMap<>();
        boolean scheduled;
    }

    /// A token bucket: refills `updatesPerSecond`, holds twice as many.
    private static final class Budget {
        double tokens;
        long atNanos;

        Budget(double tokens, long atNanos) {
            this.tokens = tokens;
            this.atNanos = atNanos;
        }
    }

    CustomStates(
            Hub hub,
            PresenceTable table,
            PresenceMessages messages,
            PresenceSettings settings,
            Scheduler scheduler,
            MeterRegistry meters) {
        this.hub = hub;
        this.table = table;
        this.messages = messages;
        this.settings = settings;
        this.scheduler = scheduler;
        this.conflated =
                Counter.builder("crema.presence.updates.conflated")
                        .description(
                                "custom states that a newer one of the same device replaced before they were sent")
                        .register(meters);
    }

    /// @throws RejectedException `too_large`, `rate_limited`
    void update(RoomId room, Device.Key key, long socket, Map<String, Object> state) {
        int bytes = messages.json(state).length();
        if (bytes > settings.stateBytesMax()) {
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE,
                    "state is larger than the limit, in bytes of JSON",
                    settings.stateBytesMax());
        }
        spend(socket);
        Gathering gathering = rooms.computeIfAbsent(room, id -> new Gathering());
        synchronized (gathering) {
            if (gathering.waiting.put(key, state) != null) {
                conflated.increment();
            }
            if (gathering.scheduled) {
                return;
            }
            gathering.scheduled = true;
        }
        scheduler.after(settings.updateWindow(), () -> send(room, gathering));
    }

    /// Writes newest states to the table, for those who come later. Called from time to time.
    void keep() {
        rooms.forEach((room, gathering) -> {
            Map<Device.Key, Map<String, Object>> unkept;
            synchronized (gathering) {
                unkept = Map.copyOf(gathering.unkept);
                gathering.unkept.clear();
            }
            // One that cannot be kept is told anew by the device's next update.
            unkept.forEach((key, state) ->
                    table.keepState(room, key, messages.json(state))
                            .exceptionally(failure -> null));
        });
    }

    void forgetSocket(long socket) {
        budgets.remove(socket);
    }

    void forgetRoom(RoomId room) {
        rooms.remove(room);
    }

    private void send(RoomId room, Gathering gathering) {
        List<PresenceMessages.OneUpdate> updates = new ArrayList<>();
        synchronized (gathering) {
            gathering.scheduled = false;
            gathering.waiting.forEach((key, state) ->
                    updates.add(
                            new PresenceMessages.OneUpdate(key.user().value(), key.ref(), state)));
            gathering.unkept.putAll(gathering.waiting);
            gathering.waiting.clear();
        }
        hub.publishEphemeral(room.channel(), messages.updates(PresenceMessages.UPDATES, updates))
                .exceptionally(failure -> null);
    }

    private void spend(long socket) {
        double most = 2.0 * settings.updatesPerSecond();
        long now = scheduler.nanos();
        Budget budget = budgets.computeIfAbsent(socket, id -> new Budget(most, now));
        synchronized (budget) {
            double refilled = (now - budget.atNanos) / 1e9 * settings.updatesPerSecond();
            budget.tokens = Math.min(most, budget.tokens + refilled);
            budget.atNanos = now;
            if (budget.tokens < 1) {
                throw RejectedException.retryAfter(
                        ErrorCode.RATE_LIMITED,
                        "presence.update: at most " + settings.updatesPerSecond() + " a second",
                        Duration.ofMillis(
                                (long)
                                        Math.ceil(
                                                (1 - budget.tokens)
                                                        / settings.updatesPerSecond()
                                                        * 1_000)));
            }
            budget.tokens--;
        }
    }
}
