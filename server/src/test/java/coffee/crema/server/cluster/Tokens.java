package coffee.crema.server.cluster;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/// Tokens of a platform that shares an HS256 secret with the nodes.
public final class Tokens {
    public static final String SECRET =
            "a secret of the tests, long enough for every algorithm with a shared secret";

    private Tokens() {}

    public static String of(String user) {
        return with(user, claims -> claims);
    }

    static String with(String user, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(SECRET, change.apply(claims(user)).build());
    }

    static JWTClaimsSet.Builder claims(String user) {
        return new JWTClaimsSet.Builder()
                .subject(user)
                .claim("name", user)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    static String signed(String secret, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
