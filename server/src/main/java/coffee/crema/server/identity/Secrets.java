package coffee.crema.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.micronaut.security.token.jwt.signature.secret.SecretSignature;
import io.micronaut.security.token.jwt.signature.secret.SecretSignatureConfiguration;
import java.util.Base64;

/// HS256 with the secrets of the nodes and of small platforms. Any thread.
final class Secrets {
    private Secrets() {}

    /// @param secret at least 32 bytes
    static SecretSignature signature(String name, byte[] secret) {
        var configuration = new SecretSignatureConfiguration(name);
        configuration.setBase64(true);
        configuration.setSecret(Base64.getEncoder().encodeToString(secret));
        configuration.setJwsAlgorithm(JWSAlgorithm.HS256);
        return new SecretSignature(configuration);
    }

    static String sign(SecretSignature signature, JWTClaimsSet claims) {
        try {
            return signature.sign(claims).serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 needs a secret of at least 32 bytes", e);
        }
    }
}
