package coffee.crema.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/// Tokens for anyone who asks, in development mode. They have an issuer and a key of their own, so that no other node accepts them.
public final class DevTokens {
    static final String ISSUER = "crema-dev";
    private static final Duration TTL = Duration.ofHours(12);

    private final MACSigner signer;
    private final InstantSource clock;

    /// @param expiresAt when it ends
    public record Minted(String token, Instant expiresAt) {}

    /// @param secret at least 32 bytes
    public DevTokens(byte[] secret, InstantSource clock) {
        try {
            signer = new MACSigner(secret);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("a secret of at least 32 bytes", e);
        }
        this.clock = clock;
    }

    public Minted mint(String user, String name) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(TTL);
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(user)
                        .claim("name", name)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(expiresAt))
                        .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 cannot fail with a checked secret", e);
        }
        return new Minted(token.serialize(), expiresAt);
    }
}
