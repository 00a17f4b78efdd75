package coffee.crema.load.driver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HS256 tokens of one issuer, valid for a day.
public final class Tokens {
    private static final long TTL_SECONDS = 86_400;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String head = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private final String issuer;
    private final Mac mac;

    /// @param secret at least 32 bytes
    public Tokens(String issuer, String secret) {
        this.issuer = issuer;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    public synchronized String of(String user) {
        long nowSeconds = Instant.now().getEpochSecond();
        String claims =
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"name\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(issuer, user, user, nowSeconds, nowSeconds + TTL_SECONDS);
        String signed = head + "." + encode(claims);
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature);
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
