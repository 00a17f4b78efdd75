package coffee.crema.blindbox;

import coffee.crema.blindbox.fair.CanonicalJson;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.SecretStore;
import coffee.crema.realtime.wire.WireMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs receipts for guesses, by HMAC-SHA256 with a key that the nodes of a database share.
///
/// **Threading.** Any thread; nothing blocks.
public final class Receipts {
    private static final String SECRET = "blind-box-receipts";
    private static final String MAC = "HmacSHA256";

    private final SecretStore secrets;
    private final WireMapper mapper;

    public Receipts(SecretStore secrets, WireMapper mapper) {
        this.secrets = secrets;
        this.mapper = mapper;
    }

    /// Signs with one key.
    @FunctionalInterface
    interface Signer {
        Receipt sign(OrderId order, UserId user, int number, long atMs, String digest);
    }

    CompletionStage<Signer> signer() {
        return secrets.secret(SECRET)
                .thenApply(key ->
                        (order, user, number, atMs, digest) ->
                                new Receipt(
                                        order.value(),
                                        user.value(),
                                        number,
                                        atMs,
                                        digest,
                                        signature(
                                                key,
                                                order.value(),
                                                user.value(),
                                                number,
                                                atMs,
                                                digest)));
    }

    CompletionStage<Boolean> isOurs(Receipt receipt) {
        return secrets.secret(SECRET)
                .thenApply(key -> {
                    String expected =
                            signature(
                                    key,
                                    receipt.orderId(),
                                    receipt.userId(),
                                    receipt.number(),
                                    receipt.atMs(),
                                    receipt.digest());
                    return MessageDigest.isEqual(
                            expected.getBytes(StandardCharsets.UTF_8),
                            receipt.signature().getBytes(StandardCharsets.UTF_8));
                });
    }

    /// SHA-256 over the guesses as canonical JSON, hexadecimal.
    String digest(List<GuessEntry> guesses) {
        try {
            byte[] canonical = CanonicalJson.of(mapper.toJson(guesses));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Over the fields on lines of their own, texts in base64, so that no two receipts are signed alike.
    private static String signature(
            byte[] key, String order, String user, int number, long atMs, String digest) {
        String signed =
                String.join(
                        "\n",
                        "blindbox-receipt-v1",
                        Base64.getUrlEncoder()
                                .encodeToString(order.getBytes(StandardCharsets.UTF_8)),
                        Base64.getUrlEncoder()
                                .encodeToString(user.getBytes(StandardCharsets.UTF_8)),
                        Integer.toString(number),
                        Long.toString(atMs),
                        Base64.getUrlEncoder()
                                .encodeToString(digest.getBytes(StandardCharsets.UTF_8)));
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
