package coffee.crema.realtime.broker.adapter.memory;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One channel's stream. Guarded by its own monitor.
final class MemoryStream {

    /// What an event weighs beside its data, roughly: objects, name.
    private static final int EVENT_OVERHEAD_BYTES = 128;

    private record Kept(long offset, Event event, long atNanos) {
        int bytes() {
            return event.json().length + EVENT_OVERHEAD_BYTES;
        }
    }

    private record Known(Position position, long atNanos) {}

    private final MemoryBrokerLimits limits;
    private final long keyAgeNanos;
    private final AtomicLong nodeBytes;
    final Deliveries deliveries;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private final LinkedHashMap<String, Known> keys = new LinkedHashMap<>();
    private String epoch;
    private long top;
    private long bytes;
    private volatile long usedNanos;
    private boolean retired;

    MemoryStream(
            String epoch,
            MemoryBrokerLimits limits,
            long keyAgeNanos,
            AtomicLong nodeBytes,
            Deliveries deliveries,
            long nowNanos) {
        this.epoch = epoch;
        this.limits = limits;
        this.keyAgeNanos = keyAgeNanos;
        this.nodeBytes = nodeBytes;
        this.deliveries = deliveries;
        this.usedNanos = nowNanos;
    }

    /// Whether it has been taken out of the broker: look it up again.
    boolean retired() {
        return retired;
    }

    Position top() {
        return new Position(epoch, top);
    }

    /// The position that a key was answered with before, or null.
    @Nullable Position known(String key, long nowNanos) {
        forgetKeys(nowNanos);
        Known known = keys.get(key);
        return known == null ? null : known.position;
    }

    Position append(Event event, @Nullable String key, long nowNanos) {
        usedNanos = nowNanos;
        var added = new Kept(++top, event, nowNanos);
        kept.addLast(added);
        bytes += added.bytes();
        nodeBytes.addAndGet(added.bytes());
        trim(nowNanos);
        var position = new Position(epoch, top);
        if (key != null) {
            keys.put(key, new Known(position, nowNanos));
            forgetKeys(nowNanos);
        }
        return position;
    }

    Replay read(@Nullable Position since, int limit, long nowNanos) {
        usedNanos = nowNanos;
        trim(nowNanos);
        long oldest = kept.isEmpty() ? top + 1 : kept.getFirst().offset;
        long after = since == null ? oldest - 1 : since.offset();
        boolean complete =
                since == null
                        || (since.epoch().equals(epoch) && after <= top && after >= oldest - 1);
        return new Replay(top(), complete ? entriesAfter(after, limit) : List.of(), complete);
    }

    private List<Replay.Entry> entriesAfter(long after, int limit) {
        var entries = new ArrayList<Replay.Entry>((int) Math.min(limit, top - after));
        for (Kept one : kept) {
            if (one.offset > after) {
                if (entries.size() == limit) {
                    break;
                }
                entries.add(new Replay.Entry(one.offset, one.event));
            }
        }
        return entries;
    }

    Position renew(String expected, String next) {
        if (epoch.equals(expected)) {
            epoch = next;
        }
        return top();
    }

    void used(long nowNanos) {
        usedNanos = nowNanos;
    }

    long usedNanos() {
        return usedNanos;
    }

    /// Whether it is of no use to anyone any more: nobody follows it, and nobody will ask for its past.
    boolean idle(long nowNanos) {
        return !deliveries.listened() && nowNanos - usedNanos > limits.age().toNanos();
    }

    void trim(long nowNanos) {
        long ageNanos = limits.age().toNanos();
        while (!kept.isEmpty() && tooMuch(kept.getFirst(), nowNanos, ageNanos)) {
            drop();
        }
    }

    private boolean tooMuch(Kept oldest, long nowNanos, long ageNanos) {
        return kept.size() > limits.eventsMax()
                || nowNanos - oldest.atNanos > ageNanos
                || (kept.size() > 1
                        && (bytes > limits.bytesMax() || nodeBytes.get() > limits.nodeBytesMax()));
    }

    private void drop() {
        int dropped = kept.removeFirst().bytes();
        bytes -= dropped;
        nodeBytes.addAndGet(-dropped);
    }

    private void forgetKeys(long nowNanos) {
        var oldestFirst = keys.values().iterator();
        while (oldestFirst.hasNext()) {
            if (nowNanos - oldestFirst.next().atNanos <= keyAgeNanos
                    && keys.size() <= limits.keysMax()) {
                return;
            }
            oldestFirst.remove();
        }
    }

    void retire() {
        retired = true;
        nodeBytes.addAndGet(-bytes);
        kept.clear();
        bytes = 0;
    }
}
