package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import org.jspecify.annotations.Nullable;

/// Makes of a broker's deliveries what members may see: every event once, in order; or a restart, when that cannot be had.
///
/// At the beginning, and whenever something does not fit (a gap, an unknown repetition, another epoch, a word of the broker that it was away), it **compares**: it reads
/// the stream from its own newest events on, and holds back what arrives meanwhile. The {@link Verdict} is one of: deliver what came, then what was held; **restart** at
/// the stream's top; or **renew** the epoch first, so that no node and no client trusts a position of it again.
///
/// **Threading.** In the channel's turn only, except for {@link #epoch} and {@link #offset}.
final class FeedStream {

    private static final int READ_MAX = 1_000;

    /// One would not do: after a store was set back, a repeated publish can bring the same event to the same offset.
    private static final int OWN_MAX = 16;

    private final ChannelName channel;
    private final HubParts parts;
    private final Mailbox mailbox;
    private final StreamListener listener;
    private final Ring ring;
    private final Retry retry;
    private final HeldBack held;
    private final Gap gap;

    private volatile String epoch = "";
    private volatile long offset;
    private boolean begun;

    /// A comparison or renewal is under way, or waits for its next try.
    private boolean busy;

    /// Something happened during a comparison that its answer may not tell of.
    private boolean again;

    /// The comparison under way follows a beginning or restart; another restart must not ask for one more.
    private boolean first;

    /// Rises at each end, so that late answers are known as such.
    private int life;

    FeedStream(
            ChannelName channel,
            HubParts parts,
            Mailbox mailbox,
            Ring ring,
            StreamListener listener) {
        this.channel = channel;
        this.parts = parts;
        this.mailbox = mailbox;
        this.ring = ring;
        this.listener = listener;
        this.retry = new Retry(parts, mailbox);
        this.held = new HeldBack(parts);
        this.gap = new Gap(parts.meters);
    }

    String epoch() {
        return epoch;
    }

    long offset() {
        return offset;
    }

    Position position() {
        return new Position(epoch, offset);
    }

    boolean busy() {
        return busy;
    }

    void begin(Position from) {
        ring.clear();
        epoch = from.epoch();
        offset = from.offset();
        begun = true;
        first = true;
        compare();
        releaseHeld();
    }

    void end() {
        life++;
        begun = false;
        epoch = "";
        busy = false;
        again = false;
        gap.dropped();
        first = false;
        retry.drop();
        held.clear();
        ring.clear();
    }

    void appended(Position at, Event event) {
        if (!begun) {
            again |= !held.add(at.epoch(), at.offset(), event);
        } else if (!at.epoch().equals(epoch)) {
            compare();
        } else if (busy) {
            again |= !held.add(at.epoch(), at.offset(), event);
            retry.now();
        } else {
            inOrder(at.offset(), event);
        }
    }

    /// The broker says where the stream ends; it was asked when this feed stood at `askedEpoch` and `askedOffset`.
    void topSeen(Position top, String askedEpoch, long askedOffset) {
        if (!begun || busy || !askedEpoch.equals(epoch)) {
            return;
        }
        if (!top.epoch().equals(epoch) || top.offset() < askedOffset) {
            compare();
        } else if (top.offset() > offset) {
            int asked = life;
            parts.time.after(
                    parts.options.watch().settle(),
                    () -> inLife(asked, () -> compareUnlessReached(top)));
        }
    }

    private void compareUnlessReached(Position top) {
        if (top.epoch().equals(epoch) && offset < top.offset()) {
            compare();
        }
    }

    /// Checks against the broker that nothing is missing. One at a time.
    void compare() {
        if (!begun) {
            return;
        }
        if (!busy) {
            busy = true;
            read(OWN_MAX);
        } else if (!retry.now()) {
            again = true;
        }
    }

    private void inOrder(long at, Event event) {
        long next = offset + 1;
        if (at == next) {
            accept(event);
        } else if (at < next) {
            repeated(at, event);
        } else {
            again |= !held.add(epoch, at, event);
            gap.found();
            compare();
        }
    }

    private void accept(Event event) {
        long next = offset + 1;
        var happened = new Happened(channel, next, event);
        offset = next;
        ring.add(happened);
        listener.happened(happened);
    }

    private void repeated(long at, Event event) {
        Happened known = ring.find(at);
        if (known == null) {
            compare();
        } else if (Ring.same(known.event(), event)) {
            parts.meters.duplicates.increment();
        } else {
            renew();
        }
    }

    /// @param own how many of the newest delivered events to read again, to see that the stream still holds them
    private void read(int own) {
        var since = new Position(epoch, Math.max(0, offset - own));
        int asked = life;
        parts.reads
                .pass(() -> parts.broker.read(channel, since, READ_MAX))
                .whenComplete((replay, error) -> inLife(asked, () -> answered(own, replay, error)));
    }

    private void answered(int own, @Nullable Replay replay, @Nullable Throwable error) {
        if (error != null || replay == null) {
            retryLater(() -> read(OWN_MAX));
            return;
        }
        retry.succeeded();
        switch (Verdict.of(
                replay, own > 0, epoch, offset, ring, parts.options.recovery().gapEventsMax())) {
            case RESTART -> restart(replay.top());
            case RENEW -> renew();
            case READ_LESS_OF_OWN -> read(own > 1 ? 1 : 0);
            case TAKE -> take(replay);
        }
    }

    private void take(Replay replay) {
        long before = offset;
        boolean seed = ring.isEmpty();
        for (Replay.Entry entry : replay.entries()) {
            if (entry.offset() == offset + 1) {
                accept(entry.event());
            } else if (seed) {
                ring.add(new Happened(channel, entry.offset(), entry.event()));
            }
        }
        if (offset > before && !first) {
            gap.found();
            parts.meters.eventsHealed.increment((double) offset - before);
        }
        if (offset >= replay.top().offset()) {
            settle();
        } else if (offset > before) {
            read(0);
        } else {
            restart(replay.top());
        }
    }

    private void renew() {
        busy = true;
        parts.meters.epochsRenewed.increment();
        int asked = life;
        parts.broker
                .renewEpoch(channel, epoch)
                .whenComplete((renewed, error) -> inLife(asked, () -> renewed(renewed, error)));
    }

    /// Runs it in the turn, unless the channel has been left since.
    private void inLife(int asked, Runnable task) {
        mailbox.post(() -> {
            if (asked == life) {
                task.run();
            }
        });
    }

    private void renewed(@Nullable Position top, @Nullable Throwable error) {
        if (error != null || top == null) {
            retryLater(this::renew);
        } else {
            retry.succeeded();
            restart(top);
        }
    }

    private void restart(Position top) {
        ring.clear();
        epoch = top.epoch();
        offset = top.offset();
        gap.dropped();
        parts.meters.resets.increment();
        listener.restarted();
        again |= !first;
        boolean next = !first;
        settle();
        first = next;
    }

    private void settle() {
        busy = false;
        first = false;
        gap.healed();
        releaseHeld();
        if (again) {
            again = false;
            compare();
        }
        listener.compared();
    }

    /// What does not fit yet is held again; what has been seen is dropped.
    private void releaseHeld() {
        for (int left = held.size(); left > 0; left--) {
            HeldBack.Held one = held.take();
            if (!one.epoch().equals(epoch)) {
                // Held before the beginning, it may be older or newer than that.
                compare();
            } else if (busy) {
                held.back(one);
            } else if (one.offset() > offset) {
                inOrder(one.offset(), one.event());
            }
        }
    }

    private void retryLater(Runnable action) {
        retry.later(action);
        listener.compared();
    }
}
