package coffee.crema.blindbox;

import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells how many have guessed: at most twice a second for a box, over all nodes, however many guess.
///
/// **Threading.** Any thread; nothing blocks.
public final class GuessCounts implements AutoCloseable {
    static final Duration EVERY = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(GuessCounts.class);

    private final BlindBoxDesk desk;
    private final Broker broker;
    private final Scheduler scheduler;
    private final Set<OrderId> changed = ConcurrentHashMap.newKeySet();
    private volatile Scheduler.Cancellable telling = () -> {};

    public GuessCounts(BlindBoxDesk desk, Broker broker, Scheduler scheduler) {
        this.desk = desk;
        this.broker = broker;
        this.scheduler = scheduler;
    }

    public void start() {
        telling = scheduler.every(EVERY, this::tell);
    }

    void changed(OrderId id) {
        changed.add(id);
    }

    void tell() {
        for (OrderId id : List.copyOf(changed)) {
            changed.remove(id);
            claim(id);
        }
    }

    /// @param told the number, when this node is to tell it
    /// @param later whether another one was told a moment ago, and this is newer
    private record Claim(Optional<Integer> told, boolean later) {}

    private void claim(OrderId id) {
        long nowMs = scheduler.millis();
        desk.database()
                .write(
                        "blindbox-count:" + id.value(),
                        tx -> {
                            Optional<Integer> told =
                                    desk.store().claimGuessers(tx, id, nowMs, EVERY.toMillis());
                            return new Claim(
                                    told, told.isEmpty() && desk.store().isGuessersUntold(tx, id));
                        })
                .whenComplete((claim, failure) -> {
                    if (failure != null) {
                        LOG.debug("the number of guessers was not told", failure);
                        return;
                    }
                    claim.told().ifPresent(guessers -> publish(id, guessers, nowMs));
                    if (claim.later()) {
                        changed.add(id);
                    }
                });
    }

    private void publish(OrderId id, int guessers, long nowMs) {
        var event = new BlindBoxEvent.Guessers(id.value(), guessers, nowMs);
        broker.publishEphemeral(
                        id.room().channel(),
                        new Event(event.wireName(), nowMs, desk.mapper().toJson(event)))
                .exceptionally(failure -> {
                    LOG.debug("the number of guessers was not told", failure);
                    return null;
                });
    }

    @Override
    public void close() {
        telling.cancel();
    }
}
