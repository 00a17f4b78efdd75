package coffee.crema.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.micronaut.security.token.jwt.signature.secret.SecretSignature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/// Tokens for anyone who asks, in development mode. They have an issuer and a key of their own, so that no other node accepts them.
public final class DevTokens {
    static final String ISSUER = "crema-dev";
    private static final Duration TTL = Duration.ofHours(12);

    private final SecretSignature signature;
    private final InstantSource clock;

    /// @param expiresAt when it ends
    public record Minted(String token, Instant expiresAt) {}

    DevTokens(SecretSignature signature, InstantSource clock) {
        this.signature = signature;
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
        return new Minted(Secrets.sign(signature, claims), expiresAt);
    }
}
