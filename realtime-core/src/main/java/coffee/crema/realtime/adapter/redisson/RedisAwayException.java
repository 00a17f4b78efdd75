package coffee.crema.realtime.adapter.redisson;

import org.jspecify.annotations.Nullable;

/// Redis did not answer, or was not asked because it is away. What was asked for may have happened unless the message says that it was not sent.
public final class RedisAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RedisAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
