package coffee.crema.realtime.hub;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.ServerMessage.Happened;

/// What a comparison of a channel with the broker's stream comes to.
enum Verdict {
    /// What members have seen does not lead to the stream's top.
    RESTART,
    /// The stream was set back: its epoch cannot be trusted any more.
    RENEW,
    /// Perhaps only what this node has delivered already is no longer kept.
    READ_LESS_OF_OWN,
    /// What came is what is missing.
    TAKE;

    /// @param replay what the broker answered
    /// @param withOwn whether the read began before events that this node has delivered
    /// @param epoch where this node stands
    /// @param offset where this node stands; the ring ends there
    /// @param gapEventsMax above which members get snapshots
    static Verdict of(
            Replay replay,
            boolean withOwn,
            String epoch,
            long offset,
            Ring ring,
            int gapEventsMax) {
        Position top = replay.top();
        if (!top.epoch().equals(epoch)) {
            return RESTART;
        }
        if (top.offset() < offset || rewritten(replay, ring)) {
            return RENEW;
        }
        if (!replay.complete()) {
            return withOwn ? READ_LESS_OF_OWN : RESTART;
        }
        return top.offset() - offset > gapEventsMax ? RESTART : TAKE;
    }

    private static boolean rewritten(Replay replay, Ring ring) {
        for (Replay.Entry entry : replay.entries()) {
            Happened own = ring.find(entry.offset());
            if (own != null && !Ring.same(own.event(), entry.event())) {
                return true;
            }
        }
        return false;
    }
}
