package coffee.crema.tastings.session;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.Events;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.Panels.Ground;
import coffee.crema.tastings.session.ProgressQueue.Turn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the staff how far the sheets are, live: counts by cupper and by sample, without an identity and without a score. It is also the word that figures have changed, for hosts who may see them.
///
/// What is marked is looked at a little later, many marks at once: {@link #EVERY} at the soonest, and as many sheets a second as {@link ProgressQueue#SHEETS_PER_LOOK_MAX} allows. Any node
/// adds what it has seen to a table and tells the sum, with a rising revision.
///
/// **Delivery.** Ephemeral, on the staff's channel of the room: it may be lost, and two may come in the wrong order. The greatest revision is true; `tasting.progress` asks anew.
///
/// **Threading.** Any thread; nothing blocks.
public final class ProgressFeed implements AutoCloseable {
    /// At most one event of a session in this time.
    static final Duration EVERY = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(ProgressFeed.class);

    private final TastingDesk desk;
    private final Panels panels;
    private final Teller teller;
    private final Events events;
    private final Scheduler scheduler;
    private final ProgressQueue queue;
    private final Counter told;
    private volatile Scheduler.Cancellable looking = () -> {};

    /// Delivers to those who listen now, on all nodes.
    @FunctionalInterface
    public interface Teller {
        CompletionStage<Void> tell(ChannelName channel, Event event);
    }

    public ProgressFeed(
            TastingDesk desk,
            Panels panels,
            Teller teller,
            Scheduler scheduler,
            MeterRegistry meters) {
        this.desk = desk;
        this.panels = panels;
        this.teller = teller;
        this.events = new Events(desk.mapper(), scheduler);
        this.scheduler = scheduler;
        this.queue = new ProgressQueue(meters);
        this.told = meters.counter("crema.tastings.progress.told");
    }

    public void start() {
        looking = scheduler.every(EVERY, this::look);
    }

    /// A sheet may have changed in what counts of it: by whatever door.
    public void touched(TastingId session, UserId cupper) {
        queue.add(session, cupper);
    }

    /// Whether nothing waits, and nothing is being read.
    boolean idle() {
        return queue.idle();
    }

    void look() {
        for (Turn turn : queue.take()) {
            evaluate(turn)
                    .whenComplete((_, failure) -> {
                        queue.done(turn);
                        if (failure != null) {
                            LOG.debug(
                                    "progress could not be read, the next mark tells it", failure);
                        }
                    });
        }
    }

    private CompletionStage<Void> evaluate(Turn turn) {
        return desk.database()
                .read(tx -> panels.ground(tx, desk.look(tx, desk.find(tx, turn.session()))))
                .thenCompose(ground ->
                        panels.entries(ground, cupper -> turn.cuppers().contains(cupper.user()))
                                .thenCompose(entries -> tell(ground, changed(turn, entries))));
    }

    /// Scores of complete samples by code, of those cuppers where something is not as this node has seen it last.
    private Map<UserId, Map<String, Long>> changed(Turn turn, List<Entry> entries) {
        Map<UserId, Map<String, Long>> now = new HashMap<>();
        for (Entry entry : entries) {
            Map<String, Long> own =
                    now.computeIfAbsent(entry.cupper().user(), _ -> new TreeMap<>());
            if (entry.completion().complete()) {
                own.put(entry.sample().code(), entry.hundredths().orElse(0L));
            }
        }
        now.entrySet().removeIf(one -> !queue.isNew(turn.session(), one.getKey(), one.getValue()));
        return now;
    }

    private CompletionStage<Void> tell(Ground ground, Map<UserId, Map<String, Long>> changed) {
        if (changed.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Tasting tasting = ground.look().tasting();
        Map<UserId, Set<String>> complete = new HashMap<>();
        changed.forEach((user, scores) -> complete.put(user, scores.keySet()));
        return desk.database()
                .write(
                        TastingDesk.lane(tasting.id()),
                        tx -> {
                            desk.store().lock(tx, tasting.id());
                            long revision = desk.store().putProgress(tx, tasting.id(), complete);
                            Map<String, Set<String>> all = new HashMap<>();
                            desk.store()
                                    .progress(tx, tasting.id())
                                    .forEach((user, codes) -> all.put(user.value(), codes));
                            return news(ground, revision, all);
                        })
                .thenCompose(news -> {
                    told.increment();
                    Event event = events.event(news.wireName(), news);
                    return teller.tell(tasting.room().staffChannel(), event);
                });
    }

    private static TastingNews.Progressed news(
            Ground ground, long revision, Map<String, Set<String>> complete) {
        TastingAnswer.Progress sum = Results.progress(ground, complete);
        return new TastingNews.Progressed(
                ground.look().tasting().id(),
                revision,
                sum.complete(),
                sum.of(),
                sum.samples(),
                sum.cuppers());
    }

    @Override
    public void close() {
        looking.cancel();
    }
}
