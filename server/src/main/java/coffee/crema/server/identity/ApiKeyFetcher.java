package coffee.crema.server.identity;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/// The `X-Api-Key` header of back ends.
@Singleton
final class ApiKeyFetcher implements AuthenticationFetcher<HttpRequest<?>> {
    private static final String HEADER = "X-Api-Key";

    /// Before the bearer token: who sends both is the service.
    private static final int ORDER = -1_000;

    private final ApiKeys keys;

    ApiKeyFetcher(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        String key = request.getHeaders().get(HEADER);
        if (key == null) {
            return Publishers.empty();
        }
        return keys.find(key)
                .<Publisher<Authentication>>map(
                        principal -> Publishers.just(new CremaAuthentication(principal)))
                .orElseGet(() -> Publishers.just(Refusals.unauthenticated()));
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
