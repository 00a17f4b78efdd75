package coffee.crema.server.http;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one shape of a refusal over HTTP: the same codes and fields as on the socket.
@Schema(description = "A refusal; docs/protocol.md lists the codes")
public record ApiError(Detail error) {
    private static final String DATA = "data.";

    /// @param number of the code; never reused
    /// @param retryable whether the same request may succeed later
    /// @param errors all that is wrong with a body, where that is said one by one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Detail(
            String code,
            int number,
            String message,
            boolean retryable,
            @Nullable String field,
            @Nullable Long limit,
            @Nullable Long retryAfterMs,
            @Nullable List<Problem> errors) {}

    /// One of several things that are wrong with a body.
    ///
    /// @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
    /// @param rule a short name of the rule that is broken
    public record Problem(String pointer, String rule, String message) {}

    static ApiError of(RejectedException cause) {
        ErrorCode code = cause.code();
        return new ApiError(
                new Detail(
                        code.wireName(),
                        code.number(),
                        withoutData(cause.reason()),
                        code.retryable(),
                        cause.field() == null ? null : withoutData(cause.field()),
                        cause.limit().isPresent() ? cause.limit().getAsLong() : null,
                        cause.retryAfterMs().isPresent() ? cause.retryAfterMs().getAsLong() : null,
                        null));
    }

    /// `invalid_field`, with all that is wrong.
    ///
    /// @param errors at least one
    public static ApiError withErrors(List<Problem> errors) {
        ErrorCode code = ErrorCode.INVALID_FIELD;
        Problem first = errors.getFirst();
        return new ApiError(
                new Detail(
                        code.wireName(),
                        code.number(),
                        first.message(),
                        code.retryable(),
                        first.pointer(),
                        null,
                        null,
                        errors));
    }

    /// On a socket a command's fields lie under `data`; over HTTP they are the body's own.
    private static String withoutData(String text) {
        return text.startsWith(DATA) ? text.substring(DATA.length()) : text;
    }

    /// Sets the status and, if it is known, after how many whole seconds to come back.
    public static MutableHttpResponse<ApiError> respond(RejectedException cause) {
        var response = HttpResponse.<ApiError>status(status(cause.code())).body(of(cause));
        cause.retryAfterMs()
                .ifPresent(ms ->
                        response.header(
                                HttpHeaders.RETRY_AFTER, Long.toString(Math.ceilDiv(ms, 1_000L))));
        return response;
    }

    static HttpStatus status(ErrorCode code) {
        return switch (code) {
            case MALFORMED, UNKNOWN_TYPE, INVALID_FIELD, NOT_CONNECTED -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
            case UNAUTHENTICATED, TOKEN_EXPIRED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN, BANNED, MUTED, NOT_JOINED, TOO_MANY -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT, FULL, ID_REUSED, FROZEN -> HttpStatus.CONFLICT;
            case CLOSED -> HttpStatus.GONE;
            case CHANGE_REFUSED -> HttpStatus.UNPROCESSABLE_ENTITY;
            case RATE_LIMITED, SLOW_MODE -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
