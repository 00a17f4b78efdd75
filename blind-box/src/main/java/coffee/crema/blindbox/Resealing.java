package coffee.crema.blindbox;

import coffee.crema.blindbox.seal.Sealer.SealException;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Seals anew what an old key sealed, so that the old key can be taken away. What is read is sealed anew at once; this sees to the rest.
///
/// **Threading.** Timers hand over to the store; nothing blocks.
public final class Resealing implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1);

    /// Boxes a round: more wait for the next one.
    private static final int BOXES_MAX = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);

    private final BlindBoxDesk desk;
    private final Scheduler scheduler;
    private final Counter unopened;
    private volatile Scheduler.Cancellable running = () -> {};

    public Resealing(BlindBoxDesk desk, Scheduler scheduler, MeterRegistry meters) {
        this.desk = desk;
        this.scheduler = scheduler;
        this.unopened = meters.counter("crema.blindbox.seals.unopened");
    }

    public void start() {
        if (desk.sealer().canSeal()) {
            round();
            running = scheduler.every(EVERY, this::round);
        }
    }

    void round() {
        String key = desk.sealer().keyId().orElseThrow();
        desk.database()
                .read(tx -> desk.store().sealedByOthers(tx, key, BOXES_MAX))
                .thenAccept(boxes -> boxes.forEach(this::reseal))
                .exceptionally(failure -> {
                    LOG.debug("what old keys sealed could not be read", failure);
                    return null;
                });
    }

    private void reseal(OrderId id) {
        desk.database()
                .write(BlindBoxDesk.lane(id), tx -> reseal(tx, id))
                .exceptionally(failure -> {
                    LOG.debug("a box was not sealed anew", failure);
                    return false;
                });
    }

    private boolean reseal(Tx tx, OrderId id) {
        List<Item> items = desk.store().items(tx, id);
        try {
            items.forEach(item -> desk.open(tx, id, item));
            return true;
        } catch (SealException e) {
            unopened.increment();
            LOG.warn("a blind box is sealed with a key that is not in crema.blind-box.keys");
            return false;
        }
    }

    @Override
    public void close() {
        running.cancel();
    }
}
