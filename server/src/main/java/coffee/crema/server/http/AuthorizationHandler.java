package coffee.crema.server.http;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;

/// No token, or one that does not reach so far.
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class AuthorizationHandler
        implements ExceptionHandler<AuthorizationException, HttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // as the interface declares it
    public HttpResponse<?> handle(HttpRequest request, AuthorizationException refused) {
        return refused.isForbidden()
                ? ApiError.respond(
                        RejectedException.of(ErrorCode.FORBIDDEN, "the token lacks a scope"))
                : ApiError.respond(
                                RejectedException.of(
                                        ErrorCode.UNAUTHENTICATED, "a token is needed"))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
}
