package coffee.crema.blindbox.seal;

import java.util.Base64;
import java.util.regex.Pattern;

/// A key that answers are sealed with.
///
/// @param id its name, kept beside what it sealed: 1 to 32 characters of `A-Z a-z 0-9 . _ -`
/// @param bytes 32. Not copied: nobody may change it.
@SuppressWarnings("ArrayRecordComponent") // a secret, never compared
public record SealKey(String id, byte[] bytes) {
    /// AES-256.
    public static final int BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    public SealKey {
        if (!ID.matcher(id).matches() || bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a key is a name of 1 to 32 letters, digits, . _ - and 32 bytes");
        }
    }

    /// @param text `name:` and 32 bytes in base64
    /// @throws IllegalArgumentException when it is not that; the message does not hold it
    public static SealKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("a key is written name:base64");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key is written name:base64");
        }
        return new SealKey(text.substring(0, colon), bytes);
    }

    /// Never the key.
    @Override
    public String toString() {
        return "SealKey[" + id + "]";
    }
}
