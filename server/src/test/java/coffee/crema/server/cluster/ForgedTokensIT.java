package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.adapter.netty.RawClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens that are not what they say.
class ForgedTokensIT {
    private static final String ISSUER = "https://platform.example";
    private static final String AUDIENCE = "crema";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @TempDir Path dir;

    @Test
    void with_a_shared_secret() throws Exception {
        try (var node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.auth.issuer", ISSUER)
                        .set("crema.auth.audience", AUDIENCE)
                        .start()) {
            var forged = anyIssuer();
            RSAKey own = new RSAKeyGenerator(2048).keyID("k1").generate();
            forged.put("RS256 with a key in its own header", rsa(own, true, good().build()));
            forged.put(
                    "another secret",
                    Tokens.signed(
                            "another secret of thirty-two bytes, or more: it is", good().build()));
            forged.put(
                    "HS512",
                    hmac(
                            JWSAlgorithm.HS512,
                            Tokens.SECRET.getBytes(StandardCharsets.UTF_8),
                            good().build()));
            forged.put("tampered claims", tampered(Tokens.signed(Tokens.SECRET, good().build())));
            forged.put("no signature", unsigned(Tokens.signed(Tokens.SECRET, good().build())));
            wrongClaims()
                    .forEach((what, claims) ->
                            forged.put(what, Tokens.signed(Tokens.SECRET, claims)));
            refuseAll(node, forged);
            accept(node, Tokens.signed(Tokens.SECRET, good().build()));
        }
    }

    @Test
    void with_published_keys() throws Exception {
        RSAKey real = new RSAKeyGenerator(2048).keyID("k1").generate();
        RSAKey own = new RSAKeyGenerator(2048).keyID("k1").generate();
        HttpServer keys = publish(real);
        try (var node =
                NodeProcess.node(dir)
                        .set(
                                "crema.auth.jwks-url",
                                "http://127.0.0.1:" + keys.getAddress().getPort() + "/keys")
                        .set("crema.auth.issuer", ISSUER)
                        .set("crema.auth.audience", AUDIENCE)
                        .start()) {
            var forged = anyIssuer();
            byte[] der = real.toPublicKey().getEncoded();
            forged.put(
                    "HS256 with the public key as the secret",
                    hmac(JWSAlgorithm.HS256, der, good().build()));
            forged.put("the same, as PEM", hmac(JWSAlgorithm.HS256, pem(der), good().build()));
            forged.put("another key of the same id", rsa(own, false, good().build()));
            forged.put("a key in its own header", rsa(own, true, good().build()));
            forged.put("tampered claims", tampered(rsa(real, false, good().build())));
            for (var wrong : wrongClaims().entrySet()) {
                forged.put(wrong.getKey(), rsa(real, false, wrong.getValue()));
            }
            refuseAll(node, forged);
            accept(node, rsa(real, false, good().build()));
        } finally {
            keys.stop(0);
        }
    }

    private static JWTClaimsSet.Builder good() {
        return Tokens.claims("ann").issuer(ISSUER).audience(AUDIENCE);
    }

    /// Forgeries for which one needs no key.
    private static Map<String, String> anyIssuer() {
        var forged = new LinkedHashMap<String, String>();
        forged.put("garbage", "garbage");
        forged.put("three parts of garbage", "a.b.c");
        forged.put("alg none", new PlainJWT(good().build()).serialize());
        forged.put("dots", "..");
        return forged;
    }

    /// What the right key signed, and is still not for this node or not for now.
    private static Map<String, JWTClaimsSet> wrongClaims() {
        Instant now = Instant.now();
        var wrong = new LinkedHashMap<String, JWTClaimsSet>();
        wrong.put("another issuer", good().issuer("https://evil.example").build());
        wrong.put("no issuer", good().issuer(null).build());
        wrong.put("the nodes' own issuer", good().issuer("crema-guest").build());
        wrong.put("the issuer of development tokens", good().issuer("crema-dev").build());
        wrong.put("another audience", good().audience("elsewhere").build());
        wrong.put(
                "no audience",
                new JWTClaimsSet.Builder(good().build()).audience((String) null).build());
        wrong.put("expired", good().expirationTime(Date.from(now.minusSeconds(60))).build());
        wrong.put("not yet valid", good().notBeforeTime(Date.from(now.plusSeconds(600))).build());
        wrong.put("no end", good().expirationTime(null).build());
        wrong.put("nobody", good().subject(null).build());
        wrong.put("a guest by name", good().subject("guest-1").build());
        wrong.put("a service by name", good().subject("service-till").build());
        return wrong;
    }

    private static void refuseAll(NodeProcess node, Map<String, String> forged) throws IOException {
        for (var one : forged.entrySet()) {
            String expected = one.getKey().equals("expired") ? "token_expired" : "unauthenticated";
            for (JsonNode answer :
                    List.of(
                            inFirstMessage(node, one.getValue()),
                            inHeader(node, one.getValue()),
                            inQuery(node, one.getValue()))) {
                assertThat(answer.at("/error/code").asText())
                        .as("%s: %s", one.getKey(), answer)
                        .isEqualTo(expected);
            }
        }
    }

    private static void accept(NodeProcess node, String token) throws IOException {
        assertThat(inFirstMessage(node, token).get("type").asText()).isEqualTo("ack");
        assertThat(inHeader(node, token).get("type").asText()).isEqualTo("ack");
        assertThat(inQuery(node, token).get("type").asText()).isEqualTo("ack");
        assertThat(node.log()).as("tokens are never logged").doesNotContain(token);
    }

    private static JsonNode inFirstMessage(NodeProcess node, String token) throws IOException {
        try (RawClient client = RawClient.open(node.port())) {
            return answer(client, "{\"token\":\"" + token + "\"}");
        }
    }

    private static JsonNode inHeader(NodeProcess node, String token) throws IOException {
        try (RawClient client = RawClient.open(node.port(), "Authorization: Bearer " + token)) {
            return answer(client, "{}");
        }
    }

    private static JsonNode inQuery(NodeProcess node, String token) throws IOException {
        try (RawClient client = new RawClient(node.port())) {
            assertThat(client.upgrade("/ws?access_token=" + token)).startsWith("HTTP/1.1 101");
            return answer(client, "{}");
        }
    }

    /// The answer to `connect`; after a refusal the socket is closed for good.
    private static JsonNode answer(RawClient client, String data) throws IOException {
        client.text("{\"type\":\"connect\",\"id\":1,\"data\":" + data + "}");
        JsonNode answer = JSON.readTree(client.read().text());
        if (answer.has("error")) {
            assertThat(client.readClose().closeCode()).isIn(3500, 3003);
        }
        return answer;
    }

    private static String hmac(JWSAlgorithm algorithm, byte[] secret, JWTClaimsSet claims)
            throws JOSEException {
        return signed(new JWSHeader(algorithm), new MACSigner(secret), claims);
    }

    private static String rsa(RSAKey key, boolean keyInHeader, JWTClaimsSet claims)
            throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
        if (keyInHeader) {
            header.jwk(key.toPublicJWK());
        }
        return signed(header.build(), new RSASSASigner(key), claims);
    }

    private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String tampered(String token) {
        String[] parts = token.split("\\.", -1);
        String claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("\"ann\"", "\"bob\"");
        return parts[0]
                + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }

    private static String unsigned(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static HttpServer publish(RSAKey key) throws IOException {
        byte[] body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/keys",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
