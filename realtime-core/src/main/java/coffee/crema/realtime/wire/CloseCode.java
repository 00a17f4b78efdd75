package coffee.crema.realtime.wire;

/// Why a socket is closed. 3000 to 3499: come back (with full-jitter backoff); 3500 to 3999: do not. See docs/protocol.md.
public enum CloseCode {
    NORMAL(1000),
    GOING_AWAY(1001),
    DRAINING(3000),
    SLOW(3001),
    HEARTBEAT_TIMEOUT(3002),
    TOKEN_EXPIRED(3003),
    OVERLOADED(3004),
    INTERNAL(3005),
    UNAUTHENTICATED(3500),
    PROTOCOL_ERROR(3501),
    TOO_LARGE(3502),
    CONNECT_TIMEOUT(3503),
    REMOVED(3504),
    LIMIT_ABUSE(3505),
    CHANGE_REFUSED(3506);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// As the close frame's reason says it, for example `heartbeat-timeout`.
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
