package coffee.crema.realtime.store;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Resumes sessions that this node opened a short while ago without asking the store: a node that loses all of its sockets at once has nothing to write when they come back.
///
/// What is known here was committed less than {@link SessionStore#TRUSTED} ago, and the store keeps sessions for longer than it promises by that time: so the store would say the
/// same, on this node and on any other.
public final class RecentSessions implements SessionStore {

    /// Above it the ones opened longest ago are forgotten; the store still knows them.
    static final int KNOWN_MAX = 20_000;

    private final SessionStore store;
    private final InstantSource clock;
    private final Counter forgotten;

    /// In the order of their opening. Guarded by itself.
    private final LinkedHashMap<SessionId, Opening> known = new LinkedHashMap<>();

    /// @param atMs before the store was asked
    private record Opening(UserId user, long atMs) {}

    /// @param store of all nodes
    public RecentSessions(SessionStore store, InstantSource clock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        this.forgotten = meters.counter("crema.sessions.recent.forgotten");
        Gauge.builder("crema.sessions.recent", this, RecentSessions::size).register(meters);
    }

    @Override
    public CompletionStage<Opened> open(UserId user, @Nullable SessionId presented) {
        long nowMs = clock.millis();
        if (presented != null && isKnown(user, presented, nowMs)) {
            return CompletableFuture.completedStage(new Opened(presented, true));
        }
        return store.open(user, presented)
                .thenApply(opened -> {
                    keep(opened.session(), new Opening(user, nowMs));
                    return opened;
                });
    }

    private boolean isKnown(UserId user, SessionId session, long nowMs) {
        synchronized (known) {
            Opening opening = known.get(session);
            return opening != null && isFresh(opening, nowMs) && opening.user.equals(user);
        }
    }

    private void keep(SessionId session, Opening opening) {
        synchronized (known) {
            known.remove(session);
            known.put(session, opening);
            // The second-oldest is looked at by the next, so that this costs nobody much.
            Map.Entry<SessionId, Opening> oldest = known.firstEntry();
            if (known.size() > KNOWN_MAX) {
                forgotten.increment();
                known.remove(oldest.getKey());
            } else if (!isFresh(oldest.getValue(), opening.atMs)) {
                known.remove(oldest.getKey());
            }
        }
    }

    private static boolean isFresh(Opening opening, long nowMs) {
        return nowMs - opening.atMs < TRUSTED.toMillis();
    }

    private int size() {
        synchronized (known) {
            return known.size();
        }
    }
}
