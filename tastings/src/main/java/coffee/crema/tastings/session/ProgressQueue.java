package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whose sheets were touched and are to be looked at: sessions in turn, each cupper once however often they marked meanwhile.
///
/// **Threading.** Any thread. Guarded by this.
final class ProgressQueue {
    /// Sheets that are read at a time. More wait: so however many sessions are cupped at once, reading their progress costs no more than this.
    static final int SHEETS_PER_LOOK_MAX = 50;

    /// Sheets that wait. Above it a mark is not looked at by itself; the cupper's next one is.
    static final int WAITING_MAX = 20_000;

    /// Cuppers whose last state is remembered, so that what did not change is not told.
    static final int REMEMBERED_MAX = 20_000;

    private final Map<TastingId, Set<UserId>> waiting = new LinkedHashMap<>();
    private final Set<TastingId> busy = new HashSet<>();
    private final Map<Seat, Map<String, Long>> remembered = new LinkedHashMap<>();
    private final Counter putOff;
    private final Counter notTaken;
    private int count;

    /// @param cuppers to be looked at now
    record Turn(TastingId session, Set<UserId> cuppers) {}

    private record Seat(TastingId session, UserId user) {}

    ProgressQueue(MeterRegistry meters) {
        this.putOff = meters.counter("crema.tastings.progress.put-off");
        this.notTaken = meters.counter("crema.tastings.progress.not-taken");
    }

    synchronized void add(TastingId session, UserId cupper) {
        if (count >= WAITING_MAX) {
            notTaken.increment();
            return;
        }
        if (waiting.computeIfAbsent(session, _ -> new LinkedHashSet<>()).add(cupper)) {
            count++;
        }
    }

    /// The next ones, no session that is busy among them. Each is to be given back by {@link #done}.
    synchronized List<Turn> take() {
        List<Turn> turns = new ArrayList<>();
        int sheets = 0;
        Iterator<Map.Entry<TastingId, Set<UserId>>> sessions = waiting.entrySet().iterator();
        while (sessions.hasNext() && sheets < SHEETS_PER_LOOK_MAX) {
            var next = sessions.next();
            if (!busy.contains(next.getKey())) {
                turns.add(new Turn(next.getKey(), next.getValue()));
                sheets += next.getValue().size();
                sessions.remove();
            }
        }
        turns.forEach(turn -> busy.add(turn.session()));
        count -= sheets;
        if (!waiting.isEmpty()) {
            putOff.increment();
        }
        return turns;
    }

    synchronized boolean idle() {
        return waiting.isEmpty() && busy.isEmpty();
    }

    synchronized void done(Turn turn) {
        busy.remove(turn.session());
    }

    /// Remembers a cupper's state.
    ///
    /// @param scores of complete samples, by code
    /// @return whether it is another one than was remembered
    synchronized boolean isNew(TastingId session, UserId user, Map<String, Long> scores) {
        Map<String, Long> before = remembered.put(new Seat(session, user), scores);
        if (remembered.size() > REMEMBERED_MAX) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        return !scores.equals(before);
    }
}
