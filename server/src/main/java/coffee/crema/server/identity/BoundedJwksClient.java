package coffee.crema.server.identity;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import io.micronaut.security.token.jwt.signature.jwks.JwksClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Loads a key set within bounds: 2 s to connect, 2 s for each read, 4 s for all of it, 256 KiB. The clients of micronaut-security-jwt have none of
/// them, or need a whole HTTP client.
///
/// **Threading.** Any thread; never blocks it.
final class BoundedJwksClient implements JwksClient {
    private static final int CONNECT_MS = 2_000;
    private static final int READ_MS = 2_000;
    private static final Duration WHOLE = Duration.ofSeconds(4);
    private static final int BYTES_MAX = 256 * 1024;

    private final ResourceRetriever retriever =
            new DefaultResourceRetriever(CONNECT_MS, READ_MS, BYTES_MAX);
    private final Scheduler virtualThreads =
            Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    /// @return the text, or the failure; never empty
    @Override
    public Publisher<String> load(String providerName, String url) {
        return Mono.fromCallable(
                        () -> retriever.retrieveResource(URI.create(url).toURL()).getContent())
                .subscribeOn(virtualThreads)
                .timeout(WHOLE);
    }
}
