package coffee.crema.crdt;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.wire.RejectedException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/// A document's id as automerge-repo writes it: 16 bytes in base58check. The URL that clients share is `automerge:` and this.
///
/// @param value for example `2j9knpCseyhnK8izDmLpGP5WMdZQ`
public record DocumentId(String value) {
    /// How the names of documents' channels begin.
    public static final String CHANNEL_PREFIX = "doc:";

    private static final int BYTES = 16;
    private static final int CHECKSUM_BYTES = 4;
    private static final int CHARS_MAX = 28;
    private static final String ALPHABET =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    public DocumentId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a document id");
        }
    }

    /// @throws RejectedException `invalid_field`, when it is no document id
    public static DocumentId parse(String field, String text) {
        if (!isOne(text)) {
            throw RejectedException.invalid(field, "16 bytes in base58check", CHARS_MAX);
        }
        return new DocumentId(text);
    }

    /// A new one.
    public static DocumentId random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /// @param bytes 16 of them
    public static DocumentId of(byte[] bytes) {
        byte[] checked = Arrays.copyOf(bytes, BYTES + CHECKSUM_BYTES);
        System.arraycopy(checksum(bytes), 0, checked, BYTES, CHECKSUM_BYTES);
        return new DocumentId(encode(checked));
    }

    /// The channel by which nodes tell each other of the document's changes.
    public ChannelName channel() {
        return new ChannelName(CHANNEL_PREFIX + value);
    }

    /// The document whose channel this is.
    public static Optional<DocumentId> ofChannel(ChannelName channel) {
        if (!channel.value().startsWith(CHANNEL_PREFIX)) {
            return Optional.empty();
        }
        String id = channel.value().substring(CHANNEL_PREFIX.length());
        return isOne(id) ? Optional.of(new DocumentId(id)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        if (text.isEmpty() || text.length() > CHARS_MAX) {
            return false;
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        if (number.bitLength() > 8 * (BYTES + CHECKSUM_BYTES)) {
            return false;
        }
        byte[] all = fixed(number);
        byte[] bytes = Arrays.copyOf(all, BYTES);
        return Arrays.equals(all, BYTES, all.length, checksum(bytes), 0, CHECKSUM_BYTES)
                && encode(all).equals(text);
    }

    private static byte[] fixed(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] all = new byte[BYTES + CHECKSUM_BYTES];
        int count = Math.min(signed.length, all.length);
        System.arraycopy(signed, signed.length - count, all, all.length - count, count);
        return all;
    }

    private static String encode(byte[] bytes) {
        StringBuilder reversed = new StringBuilder(CHARS_MAX);
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            reversed.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            reversed.append(ALPHABET.charAt(0));
        }
        return reversed.reverse().toString();
    }

    private static byte[] checksum(byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return sha.digest(sha.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
