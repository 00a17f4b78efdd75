package coffee.crema.server.identity;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/// Checks tokens of one issuer: one algorithm, its keys, `iss`, `aud`, `exp` and `nbf`. What a token's own header says never widens that.
///
/// **Threading.** Any thread. With remote keys the call may block while they are fetched.
final class JwtVerifier {
    private static final int JWKS_CONNECT_MS = 2_000;
    private static final int JWKS_READ_MS = 2_000;
    private static final int JWKS_BYTES_MAX = 256 * 1024;

    /// At most two fetches in this time, however many unknown key ids are presented.
    private static final Duration JWKS_FETCH_WINDOW = Duration.ofSeconds(10);

    /// A key that the issuer took back is honoured no longer than this.
    private static final Duration JWKS_TTL = Duration.ofMinutes(5);

    /// How long known keys are used while the issuer cannot be reached.
    private static final Duration JWKS_OUTAGE = Duration.ofHours(1);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private volatile boolean keysSeen;

    /// What every token must say.
    ///
    /// @param issuer `iss`, if it must be a certain one
    /// @param audience one of `aud`, if it must be there
    record Rules(
            Optional<String> issuer,
            Optional<String> audience,
            Duration clockSkew,
            InstantSource clock) {

        /// The same clock, for the tokens of one of our own issuers.
        Rules ofIssuer(String own) {
            return new Rules(Optional.of(own), Optional.empty(), clockSkew, clock);
        }
    }

    private JwtVerifier(JWSAlgorithm algorithm, JWKSource<SecurityContext> keys, Rules rules) {
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithm, keys));
        processor.setJWTClaimsSetVerifier(claims(rules));
    }

    /// HS256 by a shared secret.
    static JwtVerifier shared(byte[] secret, Rules rules) {
        return new JwtVerifier(JWSAlgorithm.HS256, new ImmutableSecret<>(secret), rules);
    }

    /// RS256 by the keys that the issuer publishes. An unknown key id fetches them again, within bounds.
    static JwtVerifier published(URI jwks, Rules rules) {
        try {
            var retriever =
                    new DefaultResourceRetriever(JWKS_CONNECT_MS, JWKS_READ_MS, JWKS_BYTES_MAX);
            JWKSource<SecurityContext> keys =
                    JWKSourceBuilder.create(jwks.toURL(), retriever)
                            .cache(JWKS_TTL.toMillis(), JWKS_CONNECT_MS + JWKS_READ_MS)
                            .rateLimited(JWKS_FETCH_WINDOW.toMillis())
                            .refreshAheadCache(false)
                            .outageTolerant(JWKS_OUTAGE.toMillis())
                            .build();
            return new JwtVerifier(JWSAlgorithm.RS256, keys, rules);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the settings let a wrong address through", e);
        }
    }

    /// @throws RejectedException `token_expired`, `unauthenticated`, or `unavailable` when the keys cannot be had
    JWTClaimsSet verify(SignedJWT token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            keysSeen = true;
            return claims;
        } catch (ExpiredJWTException e) {
            throw RejectedException.of(ErrorCode.TOKEN_EXPIRED, "the token has expired");
        } catch (RateLimitReachedException e) {
            // An unknown key id, while the known keys are at hand: somebody made it up.
            throw keysSeen ? Refusals.unauthenticated() : keysAway();
        } catch (KeySourceException e) {
            throw keysAway();
        } catch (BadJOSEException | JOSEException e) {
            throw Refusals.unauthenticated();
        }
    }

    private static RejectedException keysAway() {
        return RejectedException.of(
                ErrorCode.UNAVAILABLE, "the keys of the token's issuer cannot be had");
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(Rules rules) {
        var exact = new JWTClaimsSet.Builder();
        rules.issuer().ifPresent(exact::issuer);
        var verifier =
                new DefaultJWTClaimsVerifier<>(
                        rules.audience().orElse(null), exact.build(), Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(rules.clock().instant());
                    }
                };
        verifier.setMaxClockSkew((int) rules.clockSkew().toSeconds());
        return verifier;
    }
}
