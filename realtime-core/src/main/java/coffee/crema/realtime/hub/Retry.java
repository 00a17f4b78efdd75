package coffee.crema.realtime.hub;

import coffee.crema.realtime.time.Scheduler;
import org.jspecify.annotations.Nullable;

/// The one next try of a channel at something that failed. In the channel's turn only.
final class Retry {

    private final HubParts parts;
    private final Mailbox mailbox;
    private final Backoff backoff;
    private @Nullable Runnable action;
    private Scheduler.@Nullable Cancellable timer;

    Retry(HubParts parts, Mailbox mailbox) {
        this.parts = parts;
        this.mailbox = mailbox;
        this.backoff = parts.backoff();
    }

    void later(Runnable next) {
        parts.meters.retries.increment();
        action = next;
        timer = parts.time.after(backoff.next(), () -> mailbox.post(() -> runIfStill(next)));
    }

    /// For a sign that waiting is over.
    ///
    /// @return false when no try is waiting
    boolean now() {
        Runnable due = action;
        if (due == null) {
            return false;
        }
        drop();
        due.run();
        return true;
    }

    void drop() {
        action = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /// The next failure is a first one again.
    void succeeded() {
        backoff.reset();
    }

    @SuppressWarnings("ReferenceEquality") // the same wait, not an equal action
    private void runIfStill(Runnable expected) {
        if (action == expected) {
            now();
        }
    }
}
