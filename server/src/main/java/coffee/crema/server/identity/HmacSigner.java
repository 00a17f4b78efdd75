package coffee.crema.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/// Signs the tokens that nodes issue themselves, by HS256. Any thread.
final class HmacSigner {
    private final MACSigner signer;

    /// @param secret at least 32 bytes
    HmacSigner(byte[] secret) {
        try {
            signer = new MACSigner(secret);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("a secret of at least 32 bytes", e);
        }
    }

    String sign(JWTClaimsSet claims) {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 cannot fail with a checked secret", e);
        }
        return token.serialize();
    }
}
