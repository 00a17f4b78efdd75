package coffee.crema.crdt.worker;

import coffee.crema.crdt.AutomergeWorkers.Refused.Reason;
import java.util.Locale;

/// How a worker ended.
public enum Death {
    /// It aborted, or somebody killed it.
    CRASHED,
    TIMED_OUT,
    TOO_MUCH_MEMORY,
    /// It was sent away, having done enough.
    RETIRED,
    /// The server stops.
    CLOSED;

    /// Why the change is refused that did this.
    public Reason reason() {
        return switch (this) {
            case TIMED_OUT -> Reason.TIMED_OUT;
            case TOO_MUCH_MEMORY -> Reason.TOO_MUCH_MEMORY;
            case CRASHED, RETIRED, CLOSED -> Reason.KILLED_WORKER;
        };
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
