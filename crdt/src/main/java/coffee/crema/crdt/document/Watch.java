package coffee.crema.crdt.document;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.time.Scheduler;
import java.time.Duration;

/// Keeps a channel watched, however long the broker is away.
///
/// **Threading.** Any thread.
final class Watch {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Hub hub;
    private final ChannelName channel;
    private final Scheduler time;
    private final Runnable tried;
    private final Runnable caughtUp;

    // Guarded by this.
    private boolean ended;
    private boolean watched;

    /// @param tried runs once, when the first try has ended either way
    /// @param caughtUp runs when a later one succeeded: what was told meanwhile was not heard
    Watch(Hub hub, ChannelName channel, Scheduler time, Runnable tried, Runnable caughtUp) {
        this.hub = hub;
        this.channel = channel;
        this.time = time;
        this.tried = tried;
        this.caughtUp = caughtUp;
    }

    void begin() {
        attempt(true);
    }

    private void attempt(boolean first) {
        hub.watch(channel).whenComplete((position, failure) -> attempted(first, failure == null));
    }

    private void attempted(boolean first, boolean succeeded) {
        boolean late;
        synchronized (this) {
            late = ended;
            watched = succeeded && !late;
        }
        if (late) {
            if (succeeded) {
                hub.unwatch(channel);
            }
            return;
        }
        if (!succeeded) {
            time.after(RETRY, this::again);
        }
        if (first) {
            tried.run();
        } else if (succeeded) {
            caughtUp.run();
        }
    }

    private void again() {
        synchronized (this) {
            if (ended) {
                return;
            }
        }
        attempt(false);
    }

    void end() {
        synchronized (this) {
            ended = true;
            if (!watched) {
                return;
            }
            watched = false;
        }
        hub.unwatch(channel);
    }
}
