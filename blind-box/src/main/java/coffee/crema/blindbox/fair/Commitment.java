package coffee.crema.blindbox.fair;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What is published before anybody guesses, so that no answer can be exchanged afterwards:
///
/// `SHA-256("blindbox-v1" 00 orderId 00 position 00 salt 00 canonicalJson(answer))`
///
/// where `00` is one zero byte, the position stands in decimal digits from 1, the salt is its 32 bytes, and everything else is UTF-8. Each position has a new salt of 256 random bits:
/// answers are few enough to be guessed, and without it whoever has the commitment could try them all.
public final class Commitment {
    /// Bytes of a salt.
    public static final int SALT_BYTES = 32;

    private static final byte[] DOMAIN = "blindbox-v1".getBytes(StandardCharsets.UTF_8);

    private Commitment() {}

    /// @param position from 1
    /// @param salt 32 bytes
    /// @param canonicalAnswer as {@link CanonicalJson} writes it
    /// @return 64 hexadecimal digits, small letters
    public static String of(String orderId, int position, byte[] salt, byte[] canonicalAnswer) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
        }
        MessageDigest sha256 = sha256();
        sha256.update(DOMAIN);
        sha256.update((byte) 0);
        sha256.update(orderId.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        sha256.update(Integer.toString(position).getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        sha256.update(salt);
        sha256.update((byte) 0);
        return HexFormat.of().formatHex(sha256.digest(canonicalAnswer));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
