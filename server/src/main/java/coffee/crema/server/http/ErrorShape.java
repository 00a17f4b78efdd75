package coffee.crema.server.http;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Gives the errors that Micronaut answers by itself (no such path, bad JSON, too large) our shape.
@Singleton
final class ErrorShape implements ErrorResponseProcessor<ApiError> {

    @Override
    public MutableHttpResponse<ApiError> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        String message =
                context.getErrors().isEmpty()
                        ? response.reason()
                        : context.getErrors().getFirst().getMessage();
        var refusal = RejectedException.of(code(response.code()), message);
        return response.body(ApiError.of(refusal)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static ErrorCode code(int status) {
        if (status == HttpStatus.NOT_FOUND.getCode()) {
            return ErrorCode.NOT_FOUND;
        }
        if (status == HttpStatus.UNAUTHORIZED.getCode()) {
            return ErrorCode.UNAUTHENTICATED;
        }
        if (status == HttpStatus.FORBIDDEN.getCode()) {
            return ErrorCode.FORBIDDEN;
        }
        if (status == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
            return ErrorCode.UNKNOWN_TYPE;
        }
        if (status == HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()) {
            return ErrorCode.TOO_LARGE;
        }
        return status < 500 ? ErrorCode.MALFORMED : ErrorCode.INTERNAL;
    }
}
