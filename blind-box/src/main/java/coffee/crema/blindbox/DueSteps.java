package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Due;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries reveals on by the clock.
///
/// Every node does this for every box: what is due follows from the stored moment and the clock alone, and the compare-and-advance lets one node win. What a node that dies
/// leaves undone, a step or its publishing, the others see within {@link #LOOK_EVERY}.
///
/// **Threading.** Timers hand over to the store; nothing blocks.
public final class DueSteps implements AutoCloseable {
    /// How often to look for what comes due, and for what was told and did not arrive.
    static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /// How far ahead: what is found gets a timer of its own, so that it happens on time.
    private static final Duration AHEAD = Duration.ofSeconds(1);

    /// How long to leave a box alone whose step failed.
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /// Boxes planned at once; more wait for the next look.
    static final int PLANNED_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DueSteps.class);

    private final BlindBoxDesk desk;
    private final Herald herald;
    private final Steps steps;
    private final Scheduler scheduler;
    private final Set<OrderId> planned = ConcurrentHashMap.newKeySet();
    private final Counter won;
    private final Counter lost;
    private final Counter putOff;
    private volatile Scheduler.Cancellable looking = () -> {};
    private volatile boolean closed;

    public DueSteps(BlindBoxDesk desk, Herald herald, Scheduler scheduler, MeterRegistry meters) {
        this.desk = desk;
        this.herald = herald;
        this.steps = new Steps(desk);
        this.scheduler = scheduler;
        this.won = meters.counter("crema.blindbox.steps", "outcome", "won");
        this.lost = meters.counter("crema.blindbox.steps", "outcome", "lost");
        this.putOff = meters.counter("crema.blindbox.steps.put-off");
    }

    public void start() {
        looking = scheduler.every(LOOK_EVERY, this::look);
    }

    private record Found(List<Due> due, List<OrderId> unpublished) {}

    /// Finds what comes due soon and plans it; finds what did not arrive and brings it.
    void look() {
        long beforeMs = scheduler.millis() + AHEAD.toMillis();
        desk.database()
                .read(tx ->
                        new Found(
                                desk.store().due(tx, beforeMs, PLANNED_MAX),
                                desk.store().unpublished(tx, PLANNED_MAX)))
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        LOG.debug("what is due could not be read, it is looked for again", failure);
                    } else if (!closed) {
                        found.unpublished().forEach(herald::bring);
                        plan(found.due());
                    }
                });
    }

    private void plan(List<Due> due) {
        if (due.size() == PLANNED_MAX) {
            putOff.increment();
        }
        due.forEach(one -> plan(one.id(), one.atMs()));
    }

    private void plan(OrderId id, long atMs) {
        if (!closed && planned.add(id)) {
            long waitMs = Math.max(0, atMs - scheduler.millis());
            scheduler.after(Duration.ofMillis(waitMs), () -> attempt(id));
        }
    }

    private void attempt(OrderId id) {
        if (closed) {
            return;
        }
        step(id).whenComplete((next, failure) -> {
            if (failure != null) {
                // The cause may be a seal that does not open: it names a position, never what is
                // there.
                LOG.warn("a step of a blind box was not made, it is tried again", failure);
                scheduler.after(PAUSE_AFTER_FAILURE, () -> planned.remove(id));
                return;
            }
            planned.remove(id);
            next.ifPresent(atMs -> {
                if (atMs <= scheduler.millis() + AHEAD.toMillis()) {
                    plan(id, atMs);
                }
            });
        });
    }

    /// What one try came to.
    private record Tried(boolean made, OptionalLong nextDueAtMs) {}

    /// Tries what is due of one box.
    ///
    /// @return when something is due next
    CompletionStage<OptionalLong> step(OrderId id) {
        return steps.ballots(id, false)
                .thenCompose(ballots ->
                        desk.database()
                                .write(
                                        BlindBoxDesk.lane(id),
                                        tx -> {
                                            BlindBox box = desk.find(tx, id);
                                            Optional<Step> step =
                                                    box.course()
                                                            .due(box.moment(), scheduler.millis());
                                            boolean made =
                                                    step.isPresent()
                                                            && steps.make(
                                                                    tx, box, step.get(), ballots);
                                            Moment now =
                                                    made ? step.orElseThrow().next() : box.moment();
                                            return new Tried(made, box.course().dueAtMs(now));
                                        }))
                .thenApply(tried -> {
                    (tried.made() ? won : lost).increment();
                    if (tried.made() && !closed) {
                        herald.bring(id);
                    }
                    return tried.nextDueAtMs();
                });
    }

    @Override
    public void close() {
        closed = true;
        looking.cancel();
    }
}
