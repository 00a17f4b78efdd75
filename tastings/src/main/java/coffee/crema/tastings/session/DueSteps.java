package coffee.crema.tastings.session;

import coffee.crema.realtime.time.Scheduler;
import coffee.crema.tastings.session.TastingStore.Due;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries sessions on when the time of a step is over.
///
/// Every node does this for every session: what is due follows from the stored moment and the clock alone, and the compare-and-advance lets one node win. So no node is needed, and
/// a step that came due while no node was up is made up for by the first that comes. The sessions of a closed room stay where they are.
///
/// **Threading.** Timers hand over to the store; nothing blocks.
public final class DueSteps implements AutoCloseable {
    /// How often to look for what comes due.
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// How far ahead: what is found gets a timer of its own, so that it happens on time.
    private static final Duration AHEAD = Duration.ofMillis(1_500);

    /// Sessions planned at once; more wait for the next look.
    static final int PLANNED_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DueSteps.class);

    private final TastingDesk desk;
    private final Scheduler scheduler;
    private final Set<TastingId> planned = ConcurrentHashMap.newKeySet();
    private final Counter won;
    private final Counter lost;
    private final Counter putOff;
    private volatile Scheduler.Cancellable looking = () -> {};
    private volatile boolean closed;

    public DueSteps(TastingDesk desk, Scheduler scheduler, MeterRegistry meters) {
        this.desk = desk;
        this.scheduler = scheduler;
        this.won = meters.counter("crema.tastings.steps", "outcome", "won");
        this.lost = meters.counter("crema.tastings.steps", "outcome", "lost");
        this.putOff = meters.counter("crema.tastings.steps.put-off");
    }

    public void start() {
        looking = scheduler.every(LOOK_EVERY, this::look);
    }

    /// Finds what comes due soon, and plans it.
    void look() {
        long beforeMs = scheduler.millis() + AHEAD.toMillis();
        desk.database()
                .read(tx -> desk.store().due(tx, beforeMs, PLANNED_MAX))
                .whenComplete((due, failure) -> {
                    if (failure == null) {
                        plan(due);
                    } else {
                        LOG.debug("what is due could not be read, it is looked for again", failure);
                    }
                });
    }

    private void plan(List<Due> due) {
        if (due.size() == PLANNED_MAX) {
            putOff.increment();
        }
        for (Due one : due) {
            if (!closed && planned.add(one.id())) {
                long waitMs = Math.max(0, one.atMs() - scheduler.millis());
                scheduler.after(Duration.ofMillis(waitMs), () -> attempt(one.id()));
            }
        }
    }

    private void attempt(TastingId id) {
        step(id).whenComplete((_, failure) -> {
            planned.remove(id);
            if (failure != null) {
                LOG.warn("a due step was not made, it is tried again", failure);
            }
        });
    }

    /// Tries what is due of one session.
    ///
    /// @return whether this node made it
    CompletionStage<Boolean> step(TastingId id) {
        return desk.database()
                .write(
                        TastingDesk.lane(id),
                        tx -> {
                            Tasting tasting = desk.find(tx, id);
                            if (!desk.roomOpen(tx, tasting)) {
                                return false;
                            }
                            long nowMs = scheduler.millis();
                            Optional<Moment> next =
                                    tasting.timetable().due(tasting.moment(), nowMs);
                            return next.isPresent() && desk.advance(tx, tasting, next.get(), nowMs);
                        })
                .thenApply(made -> {
                    (made ? won : lost).increment();
                    return made;
                });
    }

    @Override
    public void close() {
        closed = true;
        looking.cancel();
    }
}
