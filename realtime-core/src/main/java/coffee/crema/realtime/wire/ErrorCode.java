package coffee.crema.realtime.wire;

import java.util.Locale;

/// Why a request was refused. A number is never reused; see docs/protocol.md.
public enum ErrorCode {
    MALFORMED(1001, false),
    UNKNOWN_TYPE(1002, false),
    INVALID_FIELD(1003, false),
    TOO_LARGE(1004, false),
    ID_REUSED(1005, false),
    NOT_CONNECTED(1006, false),
    UNAUTHENTICATED(1101, false),
    TOKEN_EXPIRED(1102, false),
    FORBIDDEN(1103, false),
    BANNED(1104, false),
    MUTED(1105, true),
    NOT_FOUND(1201, false),
    CONFLICT(1202, false),
    CLOSED(1203, false),
    FULL(1204, true),
    NOT_JOINED(1205, false),
    FROZEN(1206, false),
    CHANGE_REFUSED(1207, false),
    RATE_LIMITED(1301, true),
    SLOW_MODE(1302, true),
    TOO_MANY(1303, false),
    UNAVAILABLE(1401, true),
    TIMEOUT(1402, true),
    INTERNAL(1403, true);

    private final int number;
    private final boolean retryable;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    ErrorCode(int number, boolean retryable) {
        this.number = number;
        this.retryable = retryable;
    }

    public int number() {
        return number;
    }

    /// Whether the same request may succeed later, sent again with the same id.
    public boolean retryable() {
        return retryable;
    }

    /// As clients read it, for example `rate_limited`.
    public String wireName() {
        return wireName;
    }
}
