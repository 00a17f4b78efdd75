package coffee.crema.server.http.api;

import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.server.http.ApiError;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ConversionErrorHandler;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// A query parameter of the wrong kind. Micronaut's own words quote the value and the converter.
@Singleton
@Replaces(ConversionErrorHandler.class)
final class ArgumentHandler implements ExceptionHandler<ConversionErrorException, HttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // as the interface declares it
    public HttpResponse<?> handle(HttpRequest request, ConversionErrorException wrong) {
        boolean number = Number.class.isAssignableFrom(wrong.getArgument().getType());
        return ApiError.respond(
                RejectedException.invalid(
                        wrong.getArgument().getName(),
                        number ? "must be a whole number" : "not acceptable"));
    }
}
