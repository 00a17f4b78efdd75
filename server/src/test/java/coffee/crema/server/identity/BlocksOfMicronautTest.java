package coffee.crema.server.identity;

import static coffee.crema.server.identity.Signing.claims;
import static coffee.crema.server.identity.Signing.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.token.jwt.generator.claims.JwtClaimsSetAdapter;
import io.micronaut.security.token.jwt.signature.jwks.DefaultJwkValidator;
import io.micronaut.security.token.jwt.signature.jwks.JwksSignatureUtils;
import io.micronaut.security.token.jwt.validator.ExpirationJwtClaimsValidator;
import io.micronaut.security.token.jwt.validator.IssuerJwtClaimsValidator;
import io.micronaut.security.token.jwt.validator.JwtClaimsValidatorConfigurationProperties;
import io.micronaut.security.token.jwt.validator.NotBeforeJwtClaimsValidator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Why some blocks of micronaut-security-jwt are not used, or not alone: what each of them lets pass. {@link TokensTest} shows that the node does not.
class BlocksOfMicronautTest {

    /// Why the issuer is compared by a rule of our own, and not by the one of micronaut-security-jwt.
    @Test
    void the_issuer_check_of_micronaut_is_content_with_a_likeness() {
        var configuration = new JwtClaimsValidatorConfigurationProperties();
        configuration.setIssuer("https://id.example");
        var theirs = new IssuerJwtClaimsValidator<Object>(configuration);
        for (String like : List.of("example", "http://id.example/")) {
            var evil = new JwtClaimsSetAdapter(claims().issuer(like).build());
            assertThat(theirs.validate(evil, null)).as(like).isTrue();
        }
    }

    /// Why the end and the beginning are compared by rules of our own: a token without an end, and a clock that differs by less than the skew.
    @Test
    void the_time_checks_of_micronaut_know_no_skew_and_ask_for_no_end() {
        var endless = new JwtClaimsSetAdapter(claims().expirationTime(null).build());
        assertThat(new ExpirationJwtClaimsValidator<Object>().validate(endless, null)).isTrue();
        var soon = claims().notBeforeTime(Date.from(Instant.now().plusSeconds(5))).build();
        assertThat(
                        new NotBeforeJwtClaimsValidator<Object>()
                                .validate(new JwtClaimsSetAdapter(soon), null))
                .isFalse();
    }

    /// Why the algorithm is compared by ourselves.
    @Test
    void the_signatures_of_micronaut_take_every_algorithm_of_their_key() throws Exception {
        byte[] secret = "0123456789abcdef".repeat(4).getBytes(StandardCharsets.UTF_8);
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims().build());
        token.sign(new MACSigner(secret));
        var theirs = Secrets.signature("platform", secret);
        assertThat(theirs.verify(token)).isTrue();
        RSAKey key = new RSAKeyGenerator(2048).generate();
        var ps256 = SignedJWT.parse(signed(JWSAlgorithm.PS256, key, claims()));
        assertThat(new DefaultJwkValidator().validate(ps256, key)).isTrue();
    }

    /// Why published keys are sorted by what they are for.
    @Test
    void the_key_sets_of_micronaut_do_not_look_at_what_a_key_is_for() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").keyUse(KeyUse.ENCRYPTION).generate();
        var token = SignedJWT.parse(signed(JWSAlgorithm.RS256, key, claims()));
        var published = new JWKSet(key.toPublicJWK());
        assertThat(JwksSignatureUtils.verify(token, published, new DefaultJwkValidator())).isTrue();
    }
}
