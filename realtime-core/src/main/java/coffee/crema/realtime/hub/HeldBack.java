package coffee.crema.realtime.hub;

import coffee.crema.realtime.wire.Event;
import java.util.ArrayDeque;

/// Live events of one channel that wait while the stream is compared, in the order of their arrival; bounded. In the channel's turn only.
final class HeldBack {

    record Held(String epoch, long offset, Event event) {}

    private final int most;
    private final HubMeters meters;
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    HeldBack(HubParts parts) {
        this.most = parts.options.recovery().heldEventsMax();
        this.meters = parts.meters;
    }

    /// @return false, counted, when it was dropped at the limit
    boolean add(String epoch, long offset, Event event) {
        if (held.size() >= most) {
            meters.heldDropped.increment();
            return false;
        }
        held.add(new Held(epoch, offset, event));
        return true;
    }

    int size() {
        return held.size();
    }

    Held take() {
        return held.remove();
    }

    /// To the end again: what was taken just now.
    void back(Held one) {
        held.add(one);
    }

    void clear() {
        held.clear();
    }
}
