package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes of a broker's deliveries what members may see: every event once, in order; or a restart, when that cannot be had.
///
/// Whenever something does not fit (a gap, an unknown repetition, another epoch, a word of the broker that it was away) it **compares**: it reads the stream from its
/// own newest event on, and holds back what arrives meanwhile. It also does so once at the beginning and after a restart, to learn what the stream holds at its own
/// position. The answer says what to do:
///
/// 1. another epoch, or events no longer kept: **restart** at the stream's top.
/// 2. the top lies behind what was delivered, or the stream holds something else at that offset: the store was set back. **Renew** the epoch, so that no node and no
///    client trusts a position of it again, and restart.
/// 3. otherwise deliver what came, then what was held.
///
/// **Threading.** In the channel's turn only, except for {@link #epoch} and {@link #offset}.
final class FeedStream {

    /// Hears what the stream comes to, in the turn.
    interface Listener {

        /// The next event.
        void happened(Happened event);

        /// The position jumped: what members have seen does not lead to it.
        void restarted();

        /// A comparison ended, or could not be made for now.
        void compared();
    }

    private static final int READ_MAX = 1_000;

    private record Held(String epoch, long offset, Event event) {}

    private final ChannelName channel;
    private final HubParts parts;
    private final Mailbox mailbox;
    private final Listener listener;
    private final Ring ring;
    private final Retry retry;
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    private volatile String epoch = "";
    private volatile long offset;
    private boolean begun;

    /// A comparison or renewal is under way, or waits for its next try.
    private boolean busy;

    /// Something happened during a comparison that its answer may not tell of.
    private boolean again;

    private boolean gapOpen;

    /// The comparison under way follows a beginning or restart; another restart must not ask for one more.
    private boolean first;

    /// Rises at each end, so that late answers are known as such.
    private int life;

    FeedStream(ChannelName channel, HubParts parts, Mailbox mailbox, Ring ring, Listener listener) {
        this.channel = channel;
        this.parts = parts;
        this.mailbox = mailbox;
        this.ring = ring;
        this.listener = listener;
        this.retry = new Retry(parts, mailbox);
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

    boolean begun() {
        return begun;
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
        gapOpen = false;
        first = false;
        retry.drop();
        held.clear();
        ring.clear();
    }

    void appended(Position at, Event event) {
        if (!begun) {
            hold(at.epoch(), at.offset(), event);
        } else if (!at.epoch().equals(epoch)) {
            compare();
        } else if (busy) {
            hold(at.epoch(), at.offset(), event);
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
                    () -> mailbox.post(() -> compareUnlessReached(asked, top)));
        }
    }

    private void compareUnlessReached(int asked, Position top) {
        if (asked == life && begun && top.epoch().equals(epoch) && offset < top.offset()) {
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
            read(true);
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
            hold(epoch, at, event);
            foundGap();
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
        } else if (same(known.event(), event)) {
            parts.meters.duplicates.increment();
        } else {
            renew();
        }
    }

    /// @param fromOwn whether to read the newest delivered event again, to see that the stream still holds it
    private void read(boolean fromOwn) {
        boolean overlap = fromOwn && offset > 0;
        var since = new Position(epoch, overlap ? offset - 1 : offset);
        int asked = life;
        parts.reads
                .pass(() -> parts.broker.read(channel, since, READ_MAX))
                .whenComplete((replay, error) ->
                        mailbox.post(() -> {
                            if (asked == life) {
                                answered(overlap, replay, error);
                            }
                        }));
    }

    private void answered(boolean overlap, @Nullable Replay replay, @Nullable Throwable error) {
        if (error != null || replay == null) {
            retryLater(() -> read(true));
            return;
        }
        retry.succeeded();
        Position top = replay.top();
        if (!top.epoch().equals(epoch)) {
            restart(top);
        } else if (top.offset() < offset || rewritten(replay)) {
            renew();
        } else if (!replay.complete() && overlap) {
            read(false);
        } else if (!replay.complete()
                || top.offset() - offset > parts.options.recovery().gapEventsMax()) {
            restart(top);
        } else {
            take(replay);
        }
    }

    private boolean rewritten(Replay replay) {
        if (replay.entries().isEmpty()) {
            return false;
        }
        Replay.Entry oldest = replay.entries().getFirst();
        Happened own = ring.find(oldest.offset());
        return own != null && !same(own.event(), oldest.event());
    }

    private void take(Replay replay) {
        long before = offset;
        for (Replay.Entry entry : replay.entries()) {
            if (entry.offset() == offset + 1) {
                accept(entry.event());
            } else if (entry.offset() == offset && ring.isEmpty()) {
                ring.add(new Happened(channel, offset, entry.event()));
            }
        }
        if (offset > before && !first) {
            foundGap();
            parts.meters.eventsHealed.increment((double) offset - before);
        }
        if (offset >= replay.top().offset()) {
            settle();
        } else if (offset > before) {
            read(false);
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
                .whenComplete((renewed, error) ->
                        mailbox.post(() -> {
                            if (asked == life) {
                                renewed(renewed, error);
                            }
                        }));
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
        gapOpen = false;
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
        if (gapOpen) {
            gapOpen = false;
            parts.meters.gapsHealed.increment();
        }
        releaseHeld();
        if (again) {
            again = false;
            compare();
        }
        listener.compared();
    }

    private void foundGap() {
        if (!gapOpen) {
            gapOpen = true;
            parts.meters.gapsFound.increment();
        }
    }

    private void hold(String at, long number, Event event) {
        if (held.size() < parts.options.recovery().heldEventsMax()) {
            held.add(new Held(at, number, event));
        } else {
            parts.meters.heldDropped.increment();
            again = true;
        }
    }

    /// What does not fit yet is held again; what has been seen is dropped.
    private void releaseHeld() {
        for (int left = held.size(); left > 0; left--) {
            Held one = held.remove();
            if (!one.epoch.equals(epoch)) {
                // Only from before the beginning: whether it came before or after the position is
                // not known.
                compare();
            } else if (busy) {
                held.add(one);
            } else if (one.offset > offset) {
                inOrder(one.offset, one.event);
            }
        }
    }

    private void retryLater(Runnable action) {
        retry.later(action);
        listener.compared();
    }

    private static boolean same(Event one, Event other) {
        return one.atMs() == other.atMs()
                && one.name().equals(other.name())
                && Arrays.equals(one.json(), other.json());
    }
}
