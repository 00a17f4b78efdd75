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

/// Answers what a handler failed with: a refusal as it is, lost infrastructure as `unavailable`, a bug as `internal`.
@Singleton
final class RejectedHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
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
        return ApiError.respond(cause);
    }
}
