package coffee.crema.realtime.wire;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A request that is refused, with all that a client needs to act on. Carries no stack trace: it is an answer, not a bug.
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;
    private final long limit;
    private final long retryAfterMs;

    private RejectedException(
            ErrorCode code, String message, @Nullable String field, long limit, long retryAfterMs) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.limit = limit;
        this.retryAfterMs = retryAfterMs;
    }

    public static RejectedException of(ErrorCode code, String message) {
        return new RejectedException(code, message, null, -1, -1);
    }

    /// A field's value is out of its range. `rule` says the range in words.
    public static RejectedException invalid(String field, String rule) {
        return new RejectedException(ErrorCode.INVALID_FIELD, field + ": " + rule, field, -1, -1);
    }

    /// A field's value is over `limit`.
    public static RejectedException invalid(String field, String rule, long limit) {
        return new RejectedException(
                ErrorCode.INVALID_FIELD, field + ": " + rule, field, limit, -1);
    }

    /// Something is over a named limit: `too_large`, `too_many`, `full`.
    public static RejectedException limit(ErrorCode code, String message, long limit) {
        return new RejectedException(code, message, null, limit, -1);
    }

    /// The same request may succeed after `after`.
    public static RejectedException retryAfter(ErrorCode code, String message, Duration after) {
        return new RejectedException(code, message, null, -1, Math.max(1, after.toMillis()));
    }

    public ErrorCode code() {
        return code;
    }

    /// The reason in words; never a payload or a token.
    public String reason() {
        return Objects.requireNonNull(getMessage());
    }

    /// The path of the field at fault, for example `data.text`.
    public @Nullable String field() {
        return field;
    }

    public OptionalLong limit() {
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    public OptionalLong retryAfterMs() {
        return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
    }
}
