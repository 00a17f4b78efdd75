package coffee.crema.realtime.hub;

import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The newest events of one channel, contiguous. Used in the channel's turn only.
final class Ring {

    /// What an event weighs beside its data, roughly: objects, name.
    private static final int EVENT_OVERHEAD_BYTES = 160;

    private static final int FIRST_CAPACITY = 8;

    private final HubOptions.RingOptions options;
    private final AtomicLong nodeBytes;
    private @Nullable Happened[] slots = new Happened[0];
    private int head;
    private int size;
    private long bytes;

    /// @param nodeBytes what the rings of all channels hold
    Ring(HubOptions.RingOptions options, AtomicLong nodeBytes) {
        this.options = options;
        this.nodeBytes = nodeBytes;
    }

    /// @param event the one after the newest, or any when the ring is empty
    void add(Happened event) {
        if (size == slots.length) {
            grow();
        }
        slots[(head + size) & (slots.length - 1)] = event;
        size++;
        account(bytesOf(event));
        while (size > options.eventsMax()
                || bytes > options.bytesMax()
                || (size > 0 && nodeBytes.get() > options.nodeBytesMax())) {
            dropOldest();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// The offset of the oldest event held. Only when not empty.
    long oldest() {
        return at(0).offset();
    }

    /// Whether everything after `since` is here, if the ring ends at `top`.
    boolean reaches(long since, long top) {
        return since == top || (size > 0 && oldest() <= since + 1);
    }

    /// The event at this offset, or null when it is not held.
    @Nullable Happened find(long offset) {
        if (size == 0) {
            return null;
        }
        long index = offset - oldest();
        return index < 0 || index >= size ? null : at((int) index);
    }

    void clear() {
        account(-bytes);
        slots = new Happened[0];
        head = 0;
        size = 0;
    }

    static long bytesOf(Happened event) {
        return (long) EVENT_OVERHEAD_BYTES + event.event().json().length;
    }

    /// Whether a stream that holds `one` where this node has delivered `other` is still the same stream.
    static boolean same(Event one, Event other) {
        return one.atMs() == other.atMs()
                && one.name().equals(other.name())
                && Arrays.equals(one.json(), other.json());
    }

    private Happened at(int index) {
        Happened event = slots[(head + index) & (slots.length - 1)];
        if (event == null) {
            throw new IllegalStateException("a slot of the ring is empty");
        }
        return event;
    }

    private void dropOldest() {
        account(-bytesOf(at(0)));
        slots[head] = null;
        head = (head + 1) & (slots.length - 1);
        size--;
    }

    private void account(long change) {
        bytes += change;
        nodeBytes.addAndGet(change);
    }

    private void grow() {
        @Nullable Happened[] larger =
                Arrays.copyOf(slots, Math.max(FIRST_CAPACITY, slots.length * 2));
        for (int i = 0; i < size; i++) {
            larger[i] = at(i);
        }
        slots = larger;
        head = 0;
    }
}
