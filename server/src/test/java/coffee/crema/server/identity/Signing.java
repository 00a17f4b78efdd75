package coffee.crema.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;

/// Tokens of `https://id.example` for `crema`, right in everything unless a test changes it.
final class Signing {
    static final Instant NOW = Instant.now();

    private Signing() {}

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("crema")
                .subject("ann")
                .expirationTime(at(300));
    }

    static Date at(int secondsFromNow) {
        return Date.from(NOW.plusSeconds(secondsFromNow));
    }

    static String rsa(RSAKey key, JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, key, claims);
    }

    static String signed(JWSAlgorithm algorithm, RSAKey key, JWTClaimsSet.Builder claims)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
        var token = new SignedJWT(header, claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    static String hmac(byte[] secret, JWTClaimsSet.Builder claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }
}
