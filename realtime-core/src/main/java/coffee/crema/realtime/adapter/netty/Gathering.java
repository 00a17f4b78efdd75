package coffee.crema.realtime.adapter.netty;

/// When a channel writes to its members what it has gathered: the rule alone, without clock or loop.
///
/// After a silence of a whole window the first broadcast is written at once. What follows waits for company, for a window at most, but only while more is to be
/// expected: the next one, after the usual gap, would come within the window; and the newest is not older than a few of these gaps, or as long as a write takes. So a
/// storm that comes evenly goes out with the last one that the window has room for, and a burst whose senders wait for its delivery goes out when it is over.
final class Gathering {
    /// With gaps by chance, one in twenty is longer than three usual ones.
    private static final int USUAL_GAPS = 3;

    /// Each gap counts so much in the usual one.
    private static final int GAP_SHARE = 4;

    private final long windowNanos;
    private long usualGapNanos;
    private long writeTookNanos;
    private long wroteNanos;
    private long firstNanos;
    private long newestNanos;
    private boolean empty = true;
    private boolean atOnce;

    Gathering(long windowNanos, long nowNanos) {
        this.windowNanos = windowNanos;
        this.usualGapNanos = windowNanos;
        this.wroteNanos = nowNanos - windowNanos;
    }

    void added(long nowNanos) {
        if (empty) {
            empty = false;
            firstNanos = nowNanos;
            atOnce = nowNanos - wroteNanos >= windowNanos;
        } else {
            long gap = Math.min(windowNanos, nowNanos - newestNanos);
            usualGapNanos += (gap - usualGapNanos) / GAP_SHARE;
        }
        newestNanos = nowNanos;
    }

    /// @return how long to wait, if nothing more is added meanwhile; 0 or less when it is time to write
    long waitNanos(long nowNanos) {
        if (atOnce) {
            return 0;
        }
        long leftNanos = firstNanos + windowNanos - nowNanos;
        if (newestNanos + usualGapNanos - nowNanos > leftNanos) {
            return 0;
        }
        long patience = Math.max(USUAL_GAPS * usualGapNanos, writeTookNanos);
        return Math.min(newestNanos + patience - nowNanos, leftNanos);
    }

    void wrote(long startNanos, long endNanos) {
        wroteNanos = startNanos;
        writeTookNanos = endNanos - startNanos;
        empty = true;
    }
}
