package coffee.crema.server.http;

import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what a handler failed with: a refusal as it is, lost infrastructure as `unavailable`, a bug as `internal`.
@Singleton
final class RejectedHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedHandler.class);

    private final MeterRegistry meters;

    RejectedHandler(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface declares it
    public HttpResponse<?> handle(HttpRequest request, Throwable thrown) {
        RejectedException cause = refusal(thrown);
        meters.counter("crema.http.refused", "code", cause.code().wireName()).increment();
        return ApiError.respond(cause);
    }

    private static RejectedException refusal(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case RejectedException rejected -> rejected;
            case BrokerUnavailableException e -> unavailable();
            case StoreUnavailableException e -> unavailable();
            case Throwable bug -> {
                LOG.error("a request failed", bug);
                yield RejectedException.of(ErrorCode.INTERNAL, "an error of the server");
            }
        };
    }

    private static RejectedException unavailable() {
        return RejectedException.of(ErrorCode.UNAVAILABLE, "a store is away; try again");
    }
}
