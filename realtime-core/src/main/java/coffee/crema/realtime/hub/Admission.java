package coffee.crema.realtime.hub;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.hub.Subscriber.State;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings members up to date: by the events they missed, or by a snapshot whose position was taken before it was made. In the channel's turn only.
final class Admission {

    /// Ends a membership that cannot be.
    interface Leaver {
        void giveUp(Subscriber subscriber, Throwable cause);
    }

    private final HubParts parts;
    private final Mailbox mailbox;
    private final FeedStream stream;
    private final Roster roster;
    private final Past past;
    private final Leaver leaver;

    /// Who has seen more than this node, until it has caught up.
    private List<Subscriber> ahead = new ArrayList<>();

    Admission(
            HubParts parts,
            Mailbox mailbox,
            FeedStream stream,
            Roster roster,
            Past past,
            Leaver leaver) {
        this.parts = parts;
        this.mailbox = mailbox;
        this.stream = stream;
        this.roster = roster;
        this.past = past;
        this.leaver = leaver;
    }

    /// Decides how a newcomer is brought up to date. The channel is followed.
    void decide(Subscriber one) {
        Position since = one.since;
        if (since == null) {
            prepare(one, "joined");
        } else if (!since.epoch().equals(stream.epoch())) {
            prepare(one, "resumed");
        } else if (since.offset() > stream.offset()) {
            waitIfAhead(one);
        } else {
            recover(one, since);
        }
    }

    /// A member may have seen more on another node than this one has heard yet. What it says is not trusted beyond that: it never renews an epoch.
    private void waitIfAhead(Subscriber one) {
        if (one.aheadTried) {
            prepare(one, "resumed");
        } else {
            one.aheadTried = true;
            ahead.add(one);
            stream.compare();
        }
    }

    /// The node has caught up, or cannot for now.
    void compared() {
        if (!ahead.isEmpty()) {
            List<Subscriber> waited = ahead;
            ahead = new ArrayList<>();
            for (Subscriber one : waited) {
                if (one.state == State.WAITING) {
                    decide(one);
                }
            }
        }
    }

    private void recover(Subscriber one, Position since) {
        HubOptions.RecoveryOptions options = parts.options.recovery();
        one.base = since;
        if (stream.offset() - since.offset() > options.eventsMax()) {
            prepare(one, "resumed");
        } else if (!past.covers(since)) {
            if (one.pastTried) {
                prepare(one, "resumed");
            } else {
                past.ask(one);
            }
        } else if (past.bytesAfter(since.offset()) > options.bytesMax()) {
            prepare(one, "resumed");
        } else {
            (past.inRing(since) ? parts.meters.recoveredFromRing : parts.meters.recoveredFromBroker)
                    .increment();
            one.ready(true);
        }
    }

    /// The broker was asked for the past of this member.
    void pastAsked(Subscriber one) {
        if (one.state == State.WAITING) {
            one.pastTried = true;
            if (one.started) {
                admit(one);
            } else {
                decide(one);
            }
        }
    }

    /// Position first, then the snapshot, outside of the turn.
    private void prepare(Subscriber one, String reason) {
        one.state = State.PREPARING;
        one.base = stream.position();
        one.reason = reason;
        one.snapshot = null;
        one.pastTried = false;
        parts.snapshots
                .<Object>pass(() -> one.source.snapshot(one.member))
                .whenComplete((data, error) -> mailbox.post(() -> prepared(one, data, error)));
    }

    private void prepared(Subscriber one, @Nullable Object data, @Nullable Throwable error) {
        if (one.state != State.PREPARING) {
            return;
        }
        if (error != null) {
            failed(one, error);
            return;
        }
        if (!one.wanted().epoch().equals(stream.epoch())) {
            refresh(one);
            return;
        }
        one.snapshot = data;
        if (one.started) {
            admit(one);
        } else {
            parts.meters.snapshots.increment();
            one.ready(false);
        }
    }

    private void failed(Subscriber one, Throwable error) {
        if (!one.started || ++one.tries >= parts.options.retry().triesMax()) {
            leaver.giveUp(one, error);
            return;
        }
        parts.meters.retries.increment();
        var wait = new Backoff(parts.options.retry(), parts.random);
        for (int i = 1; i < one.tries; i++) {
            wait.next();
        }
        parts.time.after(wait.next(), () -> mailbox.post(() -> prepareIfStill(one)));
    }

    private void prepareIfStill(Subscriber one) {
        if (one.state == State.PREPARING) {
            prepare(one, one.reason);
        }
    }

    void start(Subscriber one) {
        if (one.state == State.READY) {
            one.started = true;
            admit(one);
        }
    }

    /// Sends the snapshot, if there is one, and everything after its position; then the member hears what everyone hears.
    private void admit(Subscriber one) {
        if (!one.member.isOpen()) {
            leaver.giveUp(one, new IllegalStateException("the socket is closed"));
        } else if (past.covers(one.wanted())) {
            Position base = one.wanted();
            if (one.snapshot != null) {
                one.member.send(new Snapshot(roster.channel(), base, one.reason, one.snapshot));
                one.snapshot = null;
            }
            past.sendAfter(base.offset(), one.member);
            one.tries = 0;
            roster.join(one);
        } else if (!one.pastTried && reachable(one.wanted())) {
            one.state = State.WAITING;
            past.ask(one);
        } else {
            refresh(one);
        }
    }

    private boolean reachable(Position base) {
        return base.epoch().equals(stream.epoch())
                && base.offset() <= stream.offset()
                && stream.offset() - base.offset() <= parts.options.recovery().eventsMax();
    }

    /// What the member holds, or was promised, does not lead to the present: it gets a snapshot of now.
    private void refresh(Subscriber one) {
        if (++one.tries > parts.options.retry().triesMax()) {
            leaver.giveUp(one, new IllegalStateException("the channel outruns its snapshots"));
        } else {
            prepare(one, one.attached || one.recovered() ? "reset" : one.reason);
        }
    }

    /// The stream jumped: nothing old may follow.
    void restarted() {
        past.clear();
        for (Subscriber one : roster.all()) {
            if (one.state == State.LIVE) {
                roster.mute(one);
                prepare(one, "reset");
            }
        }
        roster.reset();
    }

    /// For a member that was told that it is one, and cannot be served any more: it comes back later, by its position.
    static void closeAsOverloaded(Subscriber one) {
        if (one.member.isOpen()) {
            one.member.close(CloseCode.OVERLOADED);
        }
    }
}
