package coffee.crema.crdt.sync;

/// A budget that refills steadily. One thread at a time.
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double most;
    private double tokens;
    private long atNanos;

    TokenBucket(double perSecond, double most, long nowNanos) {
        this.perSecond = perSecond;
        this.most = most;
        this.tokens = most;
        this.atNanos = nowNanos;
    }

    /// @return false when there is none
    boolean take(long nowNanos) {
        refill(nowNanos);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /// Takes one that may not be there yet.
    ///
    /// @return after how long it will be; 0 when it is
    long borrow(long nowNanos) {
        refill(nowNanos);
        tokens--;
        return tokens >= 0 ? 0 : (long) (-tokens / perSecond * NANOS);
    }

    private void refill(long nowNanos) {
        tokens = Math.min(most, tokens + (nowNanos - atNanos) / NANOS * perSecond);
        atNanos = nowNanos;
    }
}
