package coffee.crema.server.identity;

import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.token.jwt.generator.claims.JwtClaimsSetAdapter;
import io.micronaut.security.token.jwt.nimbus.NimbusReactiveSignatureConfigurationAdapter;
import io.micronaut.security.token.jwt.nimbus.ReactiveJwksSignature;
import io.micronaut.security.token.jwt.signature.ReactiveSignatureConfiguration;
import io.micronaut.security.token.jwt.signature.jwks.DefaultJwkValidator;
import io.micronaut.security.token.jwt.signature.jwks.JwksClient;
import io.micronaut.security.token.jwt.signature.jwks.JwksSignatureConfigurationProperties;
import io.micronaut.security.token.jwt.signature.secret.SecretSignature;
import io.micronaut.security.token.jwt.validator.GenericJwtClaimsValidator;
import java.net.URI;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Checks tokens of one issuer with the signatures and claim validators of micronaut-security-jwt: one algorithm, its keys, `iss`, `aud`, `exp` and `nbf`. What a token's own
/// header says never widens that.
///
/// **Threading.** Any thread; does not block. The check is done on the calling thread, or on the one that brought the keys.
final class JwtVerifier {
    private static final List<@Nullable JOSEObjectType> TYPES =
            Arrays.asList(null, JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    private final JWSAlgorithm algorithm;
    private final ReactiveSignatureConfiguration<SignedJWT> signature;
    private final List<GenericJwtClaimsValidator<Object>> claims;
    private final GenericJwtClaimsValidator<Object> notEnded;
    private final boolean fixedKey;

    private JwtVerifier(
            JWSAlgorithm algorithm,
            ReactiveSignatureConfiguration<SignedJWT> signature,
            boolean fixedKey,
            ClaimRules rules) {
        this.fixedKey = fixedKey;
        this.algorithm = algorithm;
        this.signature = signature;
        this.claims = rules.validators();
        this.notEnded = rules.notEnded();
    }

    /// HS256 by a shared secret.
    static JwtVerifier shared(SecretSignature secret, ClaimRules rules) {
        return new JwtVerifier(
                JWSAlgorithm.HS256,
                new NimbusReactiveSignatureConfigurationAdapter(secret),
                true,
                rules);
    }

    /// RS256 by the keys that the issuer publishes. An unknown key id fetches them again, within bounds.
    static JwtVerifier published(
            URI jwks, JwksClient client, ClaimRules rules, Scheduler scheduler) {
        var configuration = new JwksSignatureConfigurationProperties("platform");
        configuration.setUrl(jwks.toString());
        var keys = new PublishedKeys(configuration.getUrl(), client, scheduler);
        var byKey = new ReactiveJwksSignature(configuration, new DefaultJwkValidator(), keys);
        return new JwtVerifier(
                JWSAlgorithm.RS256,
                token ->
                        Mono.fromCompletionStage(() -> keys.ready(token.getHeader().getKeyID()))
                                .then(Mono.defer(() -> Mono.from(byKey.verify(token)))),
                false,
                rules);
    }

    /// Whether the key stays as it is while the node runs: what was found good once is good until it ends.
    boolean hasFixedKey() {
        return fixedKey;
    }

    /// @return the claims; fails with {@link RejectedException} `token_expired`, `unauthenticated`, or `unavailable` when the keys cannot be had
    CompletionStage<JWTClaimsSet> verify(SignedJWT token) {
        if (!isOfThisKind(token.getHeader())) {
            return CompletableFuture.failedStage(Refusals.unauthenticated());
        }
        return Mono.from(signature.verify(token))
                .defaultIfEmpty(false)
                .toFuture()
                .thenApply(right -> {
                    if (!right) {
                        throw Refusals.unauthenticated();
                    }
                    return checked(token);
                });
    }

    /// The signatures of micronaut-security-jwt take every algorithm that their key can do; an issuer has one.
    private boolean isOfThisKind(JWSHeader header) {
        return algorithm.equals(header.getAlgorithm()) && TYPES.contains(header.getType());
    }

    private JWTClaimsSet checked(SignedJWT token) {
        try {
            JWTClaimsSet set = token.getJWTClaimsSet();
            var said = new JwtClaimsSetAdapter(set);
            // A socket's token comes without an HTTP request; no validator here looks at one.
            if (!claims.stream().allMatch(rule -> rule.validate(said, null))) {
                throw Refusals.unauthenticated();
            }
            if (!notEnded.validate(said, null)) {
                throw RejectedException.of(ErrorCode.TOKEN_EXPIRED, "the token has expired");
            }
            return set;
        } catch (ParseException e) {
            throw Refusals.unauthenticated();
        }
    }
}
