package coffee.crema.server.identity;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/// The `Authorization: Bearer` header of HTTP requests, judged as tokens of sockets are.
@Singleton
final class BearerTokens implements TokenValidator<HttpRequest<?>> {
    private final MicronautAuthenticator authenticator;

    BearerTokens(MicronautAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, HttpRequest<?> request) {
        return Publishers.fromCompletableFuture(() ->
                authenticator
                        .authenticate(token)
                        .<Authentication>thenApply(CremaAuthentication::new)
                        .toCompletableFuture());
    }
}
