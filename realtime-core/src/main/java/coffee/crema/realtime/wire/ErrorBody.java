package coffee.crema.realtime.wire;

import java.util.Optional;
import java.util.OptionalLong;

/// A refusal as clients read it: in `error` messages, in the answer to `connect`, and over HTTP.
public record ErrorBody(
        String code,
        int number,
        String message,
        boolean retryable,
        Optional<String> field,
        OptionalLong limit,
        OptionalLong retryAfterMs) {

    public static ErrorBody of(RejectedException cause) {
        ErrorCode code = cause.code();
        return new ErrorBody(
                code.wireName(),
                code.number(),
                cause.reason(),
                code.retryable(),
                Optional.ofNullable(cause.field()),
                cause.limit(),
                cause.retryAfterMs());
    }
}
