package coffee.crema.server.http;

import coffee.crema.realtime.connection.Failures;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.io.EOFException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what a handler failed with: a refusal as it is, lost infrastructure as `unavailable`, a bug as `internal`.
@Singleton
final class RejectedHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedHandler.class);
    private static final int SERVER_FAULT = 500;

    private final MeterRegistry meters;

    RejectedHandler(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface declares it
    public HttpResponse<?> handle(HttpRequest request, Throwable thrown) {
        RejectedException cause =
                thrown instanceof EOFException
                        // The client broke off in the middle: no fault of ours, and nobody reads
                        // the answer.
                        ? RejectedException.of(ErrorCode.MALFORMED, "not a whole request")
                        : Failures.answer("an HTTP request", thrown);
        meters.counter("crema.http.refused", "code", cause.code().wireName()).increment();
        if (ApiError.status(cause.code()).getCode() >= SERVER_FAULT) {
            // The path without its query, which may hold a token.
            LOG.warn(
                    "{} {} was answered {}",
                    request.getMethodName(),
                    request.getPath(),
                    cause.code().wireName());
        }
        return ApiError.respond(cause);
    }
}
