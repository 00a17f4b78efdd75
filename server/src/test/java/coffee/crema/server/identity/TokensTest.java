package coffee.crema.server.identity;

import static coffee.crema.server.identity.Signing.NOW;
import static coffee.crema.server.identity.Signing.at;
import static coffee.crema.server.identity.Signing.claims;
import static coffee.crema.server.identity.Signing.hmac;
import static coffee.crema.server.identity.Signing.rsa;
import static coffee.crema.server.identity.Signing.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Instant now = NOW;
    private final InstantSource clock = () -> now;
    private volatile @Nullable JWKSet published;
    private HttpServer issuer;
    private SystemScheduler scheduler;
    private RSAKey key;
    private MicronautAuthenticator authenticator;

    @BeforeEach
    void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        published = new JWKSet(key.toPublicJWK());
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext(
                "/keys",
                exchange -> {
                    fetches.incrementAndGet();
                    if (published == null) {
                        flood(exchange);
                        return;
                    }
                    byte[] body = published.toString().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        issuer.start();
        scheduler = new SystemScheduler("tokens");
        authenticator =
                authenticator(
                        JwtVerifier.published(jwks(), new BoundedJwksClient(), rules(), scheduler));
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
        scheduler.close();
    }

    @Test
    void a_token_of_the_issuer_says_who_speaks() throws Exception {
        var claims =
                claims().claim("name", "Ann")
                        .claim("scope", "publish other")
                        .claim("channels", List.of("store:7:*"));
        Principal ann = accept(rsa(key, claims));
        assertThat(ann.user().value()).isEqualTo("ann");
        assertThat(ann.name()).isEqualTo("Ann");
        assertThat(ann.scopes()).containsExactlyInAnyOrder("publish", "other");
        assertThat(ann.channels()).containsExactly("store:7:*");
        assertThat(ann.kind()).isEqualTo(Principal.Kind.MEMBER);
    }

    @Test
    void what_is_not_signed_by_the_issuers_key_in_its_algorithm_is_refused() throws Exception {
        assertThat(refusal(new PlainJWT(claims().build()).serialize()))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        // The published key taken as a secret: what a verifier falls for that lets the header
        // choose.
        byte[] publicKey = key.toRSAPublicKey().getEncoded();
        assertThat(refusal(hmac(publicKey, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        var stranger = new RSAKeyGenerator(2048).keyID("one").generate();
        assertThat(refusal(rsa(stranger, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signed(JWSAlgorithm.RS512, key, claims())))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signed(JWSAlgorithm.PS256, key, claims())))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        String good = rsa(key, claims());
        assertThat(refusal(good.substring(0, good.length() - 6) + "AAAAAA"))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        for (String nonsense : List.of("", "a", "a.b.c", "..", "x".repeat(9_000))) {
            assertThat(refusal(nonsense)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }

    @Test
    void the_claims_must_be_right() throws Exception {
        assertThat(refusal(rsa(key, claims().expirationTime(at(-60)))))
                .isEqualTo(ErrorCode.TOKEN_EXPIRED);
        assertThat(refusal(rsa(key, claims().notBeforeTime(at(60)))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().issuer("example"))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().issuer("http://id.example/"))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().issuer("https://other"))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().audience("other"))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().expirationTime(null))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().subject(null)))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().subject("a b")))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().subject("guest-1"))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().subject("service-x"))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(rsa(key, claims().issuer(GuestTokenIssuer.ISSUER))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void a_long_secret_is_not_good_for_a_longer_hash() throws Exception {
        byte[] secret = "0123456789abcdef".repeat(4).getBytes(StandardCharsets.UTF_8);
        authenticator =
                authenticator(JwtVerifier.shared(Secrets.signature("platform", secret), rules()));
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims().build());
        token.sign(new MACSigner(secret));
        assertThat(refusal(token.serialize())).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void a_clock_may_differ_by_the_skew() throws Exception {
        accept(rsa(key, claims().notBeforeTime(at(5))));
        accept(rsa(key, claims().expirationTime(at(-5))));
    }

    @Test
    void a_key_that_is_published_for_something_else_vouches_for_nobody() throws Exception {
        for (RSAKey other :
                List.of(
                        new RSAKey.Builder(key).keyUse(KeyUse.ENCRYPTION).build(),
                        new RSAKey.Builder(key).algorithm(JWSAlgorithm.PS256).build(),
                        new RSAKey.Builder(key)
                                .keyOperations(Set.of(KeyOperation.ENCRYPT))
                                .build())) {
            published = new JWKSet(other.toPublicJWK());
            authenticator =
                    authenticator(
                            JwtVerifier.published(
                                    jwks(), new BoundedJwksClient(), rules(), scheduler));
            assertThat(refusal(rsa(key, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }

    @Test
    void an_issuer_that_answers_without_end_is_given_up() throws Exception {
        published = null;
        assertThat(refusal(rsa(key, claims()))).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void a_rotated_key_is_found_and_unknown_ones_do_not_hammer_the_issuer() throws Exception {
        accept(rsa(key, claims()));
        var next = new RSAKeyGenerator(2048).keyID("two").generate();
        published = new JWKSet(List.of(key.toPublicJWK(), next.toPublicJWK()));
        assertThat(accept(rsa(next, claims())).user().value()).isEqualTo("ann");
        assertThat(fetches).hasValue(2);
        for (int i = 0; i < 50; i++) {
            var unknown = new RSAKey.Builder(key).keyID("made-up-" + i).build();
            assertThat(refusal(rsa(unknown, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
        assertThat(fetches.get()).isLessThanOrEqualTo(4);
        accept(rsa(next, claims()));
    }

    @Test
    void without_the_issuers_keys_nobody_is_judged() throws Exception {
        issuer.stop(0);
        assertThat(refusal(rsa(key, claims()))).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void a_shared_secret_accepts_its_own_algorithm_only() throws Exception {
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        authenticator =
                authenticator(JwtVerifier.shared(Secrets.signature("platform", secret), rules()));
        assertThat(accept(hmac(secret, claims())).user().value()).isEqualTo("ann");
        assertThat(refusal(rsa(key, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        byte[] other = "0123456789abcdef0123456789abcdeX".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(hmac(other, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    private URI jwks() {
        return URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    }

    /// Half a megabyte where a few hundred bytes are due.
    private static void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write("{\"keys\":[".getBytes(StandardCharsets.UTF_8));
            out.write(" ".repeat(512 * 1024).getBytes(StandardCharsets.UTF_8));
            out.write("]}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The reader had enough, which is the point.
        }
    }

    @Test
    void a_token_that_was_found_good_before_is_so_until_it_ends_and_no_longer() throws Exception {
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        authenticator =
                authenticator(JwtVerifier.shared(Secrets.signature("platform", secret), rules()));
        String token = hmac(secret, claims());
        Principal first = accept(token);
        assertThat(accept(token)).isSameAs(first);
        assertThat(accept(hmac(secret, claims().claim("scope", "publish"))).scopes())
                .containsExactly("publish");
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";
        assertThat(refusal(forged)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        now = NOW.plusSeconds(300 + 11);
        assertThat(refusal(token)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void a_key_that_the_issuer_may_take_back_is_asked_each_time() throws Exception {
        String token = rsa(key, claims());
        assertThat(accept(token)).isNotSameAs(accept(token));
    }

    private ClaimRules rules() {
        return new ClaimRules(
                Optional.of("https://id.example"),
                Optional.of("crema"),
                Duration.ofSeconds(10),
                clock);
    }

    private MicronautAuthenticator authenticator(JwtVerifier verifier) {
        return new MicronautAuthenticator(
                Map.of(),
                Optional.of(new MicronautAuthenticator.Issuer(verifier, MemberClaims::principal)),
                new CheckedTokens(clock, new SimpleMeterRegistry()),
                new SimpleMeterRegistry());
    }

    private Principal accept(String token) {
        return authenticator.authenticate(token).toCompletableFuture().join();
    }

    private ErrorCode refusal(String token) {
        var failed =
                catchThrowableOfType(
                        CompletionException.class,
                        () -> authenticator.authenticate(token).toCompletableFuture().join());
        assertThat(failed).as("refused").isNotNull();
        return ((RejectedException) failed.getCause()).code();
    }
}
