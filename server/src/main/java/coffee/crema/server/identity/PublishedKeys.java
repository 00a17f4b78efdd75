package coffee.crema.server.identity;

import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import io.micronaut.security.token.jwt.signature.jwks.JwkSetFetcher;
import io.micronaut.security.token.jwt.signature.jwks.JwksClient;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The RS256 keys that an issuer publishes: kept for 5 minutes, fetched again when a token names one that is not among them, at most twice in 10 s, and used for an hour
/// more while the issuer cannot be reached.
///
/// **Threading.** Any thread; nothing blocks. Callers that need the same fetch share it.
final class PublishedKeys implements JwkSetFetcher<JWKSet> {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

    /// However many unknown key ids are presented.
    static final int FETCHES_MAX = 2;

    static final Duration FETCH_WINDOW = Duration.ofSeconds(10);

    /// A key that the issuer took back is honoured no longer than this.
    static final Duration TTL = Duration.ofMinutes(5);

    /// How much longer known keys are used while the issuer cannot be reached.
    static final Duration OUTAGE = Duration.ofHours(1);

    private final String url;
    private final JwksClient client;
    private final Scheduler scheduler;

    // Guarded by this.
    private final Deque<Long> fetchesNanos = new ArrayDeque<>();
    private @Nullable Known known;
    private @Nullable CompletableFuture<Void> fetching;
    private boolean lastFailed;

    private record Known(JWKSet keys, long atNanos) {
        boolean holds(@Nullable String keyId) {
            return keyId == null || keys.getKeyByKeyId(keyId) != null;
        }
    }

    PublishedKeys(String url, JwksClient client, Scheduler scheduler) {
        this.url = url;
        this.client = client;
        this.scheduler = scheduler;
    }

    /// Makes sure that a token with this key id can be judged by what {@link #fetch(String, String)} then gives.
    ///
    /// @param keyId as the token says; null when it does not
    /// @return fails with {@link RejectedException} `unavailable` when the keys that it takes cannot be had
    CompletionStage<Void> ready(@Nullable String keyId) {
        CompletableFuture<Void> fetch;
        synchronized (this) {
            if (known != null && isYounger(known, TTL) && known.holds(keyId)) {
                return CompletableFuture.completedFuture(null);
            }
            if (fetching == null && mayFetch()) {
                fetching = new CompletableFuture<>();
                fetch = fetching;
            } else if (fetching != null) {
                return fetching.thenRun(() -> requireJudge(keyId));
            } else {
                fetch = CompletableFuture.completedFuture(null);
            }
        }
        if (!fetch.isDone()) {
            begin(fetch);
        }
        return fetch.thenRun(() -> requireJudge(keyId));
    }

    private synchronized boolean mayFetch() {
        long now = scheduler.nanos();
        fetchesNanos.removeIf(at -> now - at >= FETCH_WINDOW.toNanos());
        return fetchesNanos.size() < FETCHES_MAX && fetchesNanos.add(now);
    }

    private void begin(CompletableFuture<Void> done) {
        CompletionStage<String> answer = Mono.from(client.load("platform", url)).toFuture();
        answer.whenComplete((text, failure) -> {
            ended(text == null ? Optional.empty() : parsed(text), failure);
            done.complete(null);
        });
    }

    private synchronized void ended(Optional<JWKSet> found, @Nullable Throwable failure) {
        fetching = null;
        lastFailed = found.isEmpty();
        found.ifPresent(keys -> known = new Known(keys, scheduler.nanos()));
        if (lastFailed) {
            LOG.warn(
                    "the keys at {} cannot be had: {}",
                    url,
                    failure == null ? "not keys" : failure.toString());
        }
    }

    private static Optional<JWKSet> parsed(String text) {
        try {
            return Optional.of(
                    new JWKSet(
                            JWKSet.parse(text).toPublicJWKSet().getKeys().stream()
                                    .filter(PublishedKeys::verifies)
                                    .toList()));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the issuer meant the key for RS256 signatures; one for encryption must not vouch for anybody.
    private static boolean verifies(JWK key) {
        return KeyType.RSA.equals(key.getKeyType())
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getKeyOperations() == null
                        || key.getKeyOperations().contains(KeyOperation.VERIFY))
                && (key.getAlgorithm() == null || JWSAlgorithm.RS256.equals(key.getAlgorithm()));
    }

    /// After a fetch, or when there may be none now. An id that a fresh set does not hold is somebody's invention, and the signature will not be found right.
    private synchronized void requireJudge(@Nullable String keyId) {
        boolean usable = known != null && isYounger(known, TTL.plus(OUTAGE));
        if (!usable || (lastFailed && known != null && !known.holds(keyId))) {
            throw RejectedException.of(
                    ErrorCode.UNAVAILABLE, "the keys of the token's issuer cannot be had");
        }
    }

    private boolean isYounger(Known keys, Duration age) {
        return scheduler.nanos() - keys.atNanos() < age.toNanos();
    }

    @Override
    public Publisher<JWKSet> fetch(@Nullable String providerName, @Nullable String address) {
        return Mono.justOrEmpty(current());
    }

    @Override
    @SuppressWarnings("removal") // the interface still wants it
    public Optional<JWKSet> fetch(@Nullable String address) {
        return current();
    }

    private synchronized Optional<JWKSet> current() {
        return Optional.ofNullable(known).map(Known::keys);
    }

    /// Nobody but the clock and unknown ids ends what is known.
    @Override
    public void clearCache(String address) {}
}
