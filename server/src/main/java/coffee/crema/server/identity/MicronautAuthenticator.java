package coffee.crema.server.identity;

import coffee.crema.realtime.identity.Authenticator;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.RejectedException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one judge of tokens, for sockets and for HTTP. The unchecked `iss` only chooses who checks; the checker then insists on it.
public final class MicronautAuthenticator implements Authenticator {

    /// No token that we accept is longer.
    static final int TOKEN_LENGTH_MAX = 8 * 1024;

    private final Map<String, Issuer> ownIssuers;
    private final Optional<Issuer> platform;
    private final CheckedTokens checked;
    private final MeterRegistry meters;

    /// Who vouches for a kind of token.
    ///
    /// @param principal reads the checked claims; throws {@link RejectedException} when they make no sense
    record Issuer(JwtVerifier verifier, Function<JWTClaimsSet, Principal> principal) {}

    /// @param ownIssuers those that are part of this product, by `iss`
    /// @param platform who issues members' tokens, if configured
    /// @param checked where tokens with a fixed key are remembered
    MicronautAuthenticator(
            Map<String, Issuer> ownIssuers,
            Optional<Issuer> platform,
            CheckedTokens checked,
            MeterRegistry meters) {
        this.ownIssuers = Map.copyOf(ownIssuers);
        this.platform = platform;
        this.checked = checked;
        this.meters = meters;
    }

    @Override
    public CompletionStage<Principal> authenticate(String token) {
        return judge(token)
                .whenComplete((principal, failure) -> {
                    if (rejection(failure) instanceof RejectedException refusal) {
                        meters.counter("crema.tokens.refused", "code", refusal.code().wireName())
                                .increment();
                    }
                });
    }

    private CompletionStage<Principal> judge(String token) {
        try {
            if (token.length() > TOKEN_LENGTH_MAX) {
                throw Refusals.unauthenticated();
            }
            var digest = CheckedTokens.digest(token);
            Principal known = checked.find(digest);
            return known == null ? check(token, digest) : CompletableFuture.completedStage(known);
        } catch (ParseException e) {
            return CompletableFuture.failedStage(Refusals.unauthenticated());
        } catch (RejectedException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<Principal> check(String token, CheckedTokens.Digest digest)
            throws ParseException {
        var parsed = SignedJWT.parse(token);
        Issuer issuer = issuerOf(parsed).orElseThrow(Refusals::unauthenticated);
        CompletionStage<Principal> principal =
                issuer.verifier().verify(parsed).thenApply(issuer.principal());
        return issuer.verifier().hasFixedKey()
                ? principal.thenApply(good -> checked.keep(digest, good))
                : principal;
    }

    private static @Nullable Throwable rejection(@Nullable Throwable failure) {
        return failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    }

    private Optional<Issuer> issuerOf(SignedJWT token) throws ParseException {
        String issuer = token.getJWTClaimsSet().getIssuer();
        return issuer != null && ownIssuers.containsKey(issuer)
                ? Optional.ofNullable(ownIssuers.get(issuer))
                : platform;
    }
}
