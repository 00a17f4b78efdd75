package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.adapter.redisson.Coalescer;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The three ways to Redis: publishing, in order, one call at a time; positions, gathered; and single calls, a few at a time.
final class Lanes implements AutoCloseable {
    /// When a caller is told that there is no answer.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Coalescer.Limits PUBLISHING =
            new Coalescer.Limits(50_000, 64L << 20, 256, 1L << 20, 1, PATIENCE);
    private static final Coalescer.Limits POSITIONS =
            new Coalescer.Limits(200_000, 64L << 20, 500, 1L << 20, 2, PATIENCE);
    private static final Coalescer.Limits CALLS =
            new Coalescer.Limits(20_000, 64L << 20, 1, 1L << 20, 4, PATIENCE);

    final Coalescer<Publication> publishing;
    final Coalescer<PositionWish> positions;
    final Coalescer<CallWish> calls;

    private final RedisLink link;
    private final BrokerScripts scripts;

    Lanes(RedisLink link, BrokerScripts scripts, MeterRegistry meters) {
        this.link = link;
        this.scripts = scripts;
        this.publishing = new Coalescer<>("publish", link, meters, PUBLISHING, this::publish);
        this.positions = new Coalescer<>("positions", link, meters, POSITIONS, this::askPositions);
        this.calls = new Coalescer<>("calls", link, meters, CALLS, this::call);
    }

    private CompletionStage<Void> publish(List<Publication> batch) {
        return link.run(scripts.publish(batch))
                .thenAccept(answer -> hand(batch, BrokerScripts.positions(answer)));
    }

    private CompletionStage<Void> askPositions(List<PositionWish> batch) {
        return link.run(scripts.askPositions(batch))
                .thenAccept(answer -> hand(batch, BrokerScripts.positions(answer)));
    }

    private CompletionStage<Void> call(List<CallWish> batch) {
        CallWish wish = batch.getFirst();
        return link.run(wish.call())
                .thenAccept(answer -> {
                    wish.answer().complete(answer);
                });
    }

    private static void hand(
            List<? extends Wish<Position>> batch, List<@Nullable Position> positions) {
        for (int i = 0; i < batch.size(); i++) {
            Position position = positions.get(i);
            if (position == null) {
                batch.get(i).fail(BrokerScripts.refused());
            } else {
                batch.get(i).answer().complete(position);
            }
        }
    }

    @Override
    public void close() {
        publishing.close();
        positions.close();
        calls.close();
    }
}
