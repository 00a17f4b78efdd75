package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Told;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what was told of a box to its room, in order.
///
/// What was told stands in the table by the same commit that made it true; that table is the outbox, and it belongs to nobody: any node publishes what is not known to have arrived, from
/// the oldest on, one after another, each under a key that is the same on every node. So of two that do it each event appears once, a later one never before an earlier one, and a
/// node that died between its commit and its publishing is made up for by whoever looks next. (The common outbox gives neither: there rows are a node's own.)
///
/// **Threading.** Any thread; nothing blocks.
public final class Herald {
    /// Events brought at once.
    private static final int PAGE = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Herald.class);

    private final BlindBoxDesk desk;
    private final Broker broker;
    private final Counter published;
    private final Counter failed;

    /// By box that is being brought: whether to look once more when that is done.
    private final Map<OrderId, Boolean> underWay = new ConcurrentHashMap<>();

    public Herald(BlindBoxDesk desk, Broker broker, MeterRegistry meters) {
        this.desk = desk;
        this.broker = broker;
        this.published = meters.counter("crema.blindbox.published");
        this.failed = meters.counter("crema.blindbox.publish.failures");
    }

    /// Brings what is left; one call at a time for a box, and the others are answered by it.
    void bring(OrderId id) {
        boolean begin = underWay.merge(id, false, (_, _) -> true).equals(false);
        if (begin) {
            run(id);
        }
    }

    private void run(OrderId id) {
        desk.database()
                .read(tx -> {
                    BlindBox box = desk.find(tx, id);
                    return desk.store().told(tx, id, box.published(), PAGE);
                })
                .thenCompose(told -> publish(id, told))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        failed.increment();
                        LOG.debug("not all was brought, it is tried again", failure);
                    }
                    done(id, failure == null);
                });
    }

    private void done(OrderId id, boolean well) {
        // Wanted once more meanwhile: begin again; otherwise nothing is under way any more.
        Boolean again =
                underWay.compute(
                        id,
                        (_, wanted) -> {
                            boolean more = well && Boolean.TRUE.equals(wanted);
                            return more ? Boolean.FALSE : null;
                        });
        if (again != null) {
            run(id);
        }
    }

    private CompletionStage<Void> publish(OrderId id, List<Told> told) {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (Told one : told) {
            all =
                    all.thenCompose(_ ->
                                    broker.publish(
                                            id.room().channel(),
                                            new Event(one.name(), one.atMs(), one.json()),
                                            key(id, one.seq())))
                            .thenAccept(_ -> published.increment());
        }
        if (told.isEmpty()) {
            return all;
        }
        long last = told.getLast().seq();
        return all.thenCompose(_ ->
                        desk.database()
                                .write(
                                        "blindbox-published:" + id.value(),
                                        tx -> {
                                            desk.store().published(tx, id, last);
                                            return true;
                                        }))
                .thenAccept(_ -> {
                    if (told.size() == PAGE) {
                        bring(id);
                    }
                });
    }

    static String key(OrderId id, long seq) {
        return "blindbox/" + id.value() + "/" + seq;
    }
}
