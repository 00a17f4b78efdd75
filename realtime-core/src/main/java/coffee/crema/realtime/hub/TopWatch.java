package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares the positions of all followed channels with the broker's, from time to time: a lost delivery on a channel that then falls silent shows nowhere else.
final class TopWatch {

    private record Asked(Feed feed, String epoch, long offset) {}

    private final HubParts parts;
    private final Collection<Feed> feeds;
    private volatile boolean closed;

    TopWatch(HubParts parts, Collection<Feed> feeds) {
        this.parts = parts;
        this.feeds = feeds;
    }

    void begin() {
        long period = parts.options.watch().period().toNanos();
        long jittered = period - period / 10 + parts.random.nextLong(period / 5 + 1);
        parts.time.after(Duration.ofNanos(jittered), this::look);
    }

    void close() {
        closed = true;
    }

    private void look() {
        if (!closed) {
            next(feeds.iterator());
        }
    }

    /// One batch after another, so that a broker that is slow is asked less.
    private void next(Iterator<Feed> left) {
        var batch = new ArrayList<Asked>();
        while (left.hasNext() && batch.size() < parts.options.watch().batchMax()) {
            Feed feed = left.next();
            String epoch = feed.stream().epoch();
            if (!epoch.isEmpty()) {
                batch.add(new Asked(feed, epoch, feed.stream().offset()));
            }
        }
        if (batch.isEmpty()) {
            begin();
            return;
        }
        List<ChannelName> names = batch.stream().map(asked -> asked.feed.channel).toList();
        parts.broker
                .tops(names)
                .whenComplete(
                        (tops, error) -> parts.executor.execute(() -> answered(batch, tops, left)));
    }

    private void answered(
            List<Asked> batch, @Nullable Map<ChannelName, Position> tops, Iterator<Feed> left) {
        if (tops == null) {
            parts.meters.comparesFailed.increment();
            begin();
            return;
        }
        for (Asked asked : batch) {
            Position top = tops.get(asked.feed.channel);
            if (top != null && !(top.offset() == asked.offset && top.epoch().equals(asked.epoch))) {
                asked.feed.topSeen(top, asked.epoch, asked.offset);
            }
        }
        next(left);
    }
}
