package coffee.crema.realtime.store.adapter.jdbi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What waits for a thread of the store. Bounded; what is offered after {@link #close} is refused, what was taken before is handed out.
final class WorkQueue<T> {

    private final int sizeMax;

    /// Guarded by this, as is `closed`.
    private final ArrayDeque<T> waiting = new ArrayDeque<>();

    private boolean closed;

    WorkQueue(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /// @return false when there is no room, or it is closed
    synchronized boolean offer(T work) {
        if (closed || waiting.size() >= sizeMax) {
            return false;
        }
        waiting.add(work);
        notify();
        return true;
    }

    /// Waits until there is something.
    ///
    /// @return what is there, at most `max`; empty when it is closed and nothing is left
    synchronized List<T> take(int max) throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return takeNow(max);
    }

    synchronized List<T> takeAll() {
        return takeNow(waiting.size());
    }

    private List<T> takeNow(int max) {
        int count = Math.min(max, waiting.size());
        var taken = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
