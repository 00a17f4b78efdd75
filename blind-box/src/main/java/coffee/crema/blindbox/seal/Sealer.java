package coffee.crema.blindbox.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals answers for the store: AES-256-GCM with a new nonce each time, bound to the order and position that they are of, so that a row cannot be moved to another place.
///
/// The first key seals; all of them open. To rotate, put a new key first and keep the old one until nothing is sealed with it.
///
/// **Threading.** Any thread.
public final class Sealer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /// @param keyId of the key that opens it
    /// @param bytes nonce, then what is sealed, then its tag
    @SuppressWarnings("ArrayRecordComponent") // passed through, never compared
    public record Sealed(String keyId, byte[] bytes) {}

    /// It cannot be opened: the key is not here, or the bytes were changed. Holds nothing of what is sealed.
    public static final class SealException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SealException(String message) {
            super(message, null, false, false);
        }
    }

    private final Map<String, SealKey> keys = new HashMap<>();
    private final Optional<SealKey> current;
    private final SecureRandom random;

    /// @param keys the one that seals first; none, and nothing can be sealed
    public Sealer(List<SealKey> keys, SecureRandom random) {
        this.current = keys.stream().findFirst();
        this.random = random;
        for (SealKey key : keys) {
            if (this.keys.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys are named " + key.id());
            }
        }
    }

    /// Whether there is a key to seal with.
    public boolean canSeal() {
        return current.isPresent();
    }

    /// The name of the key that seals.
    public Optional<String> keyId() {
        return current.map(SealKey::id);
    }

    /// Whether it was sealed with another key than the current one.
    public boolean isOutdated(Sealed sealed) {
        return current.isPresent() && !current.get().id().equals(sealed.keyId());
    }

    /// @throws SealException when there is no key
    public Sealed seal(String orderId, int position, byte[] plain) {
        SealKey key = current.orElseThrow(() -> new SealException("there is no key to seal with"));
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, orderId, position, plain);
        return new Sealed(
                key.id(),
                ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    }

    /// @throws SealException when the key is not here or the bytes are not what was sealed for this place
    public byte[] open(String orderId, int position, Sealed sealed) {
        SealKey key = keys.get(sealed.keyId());
        if (key == null) {
            throw new SealException(
                    "sealed with the key " + sealed.keyId() + ", which is not here");
        }
        if (sealed.bytes().length < NONCE_BYTES) {
            throw new SealException("too short to be sealed");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] rest = new byte[sealed.bytes().length - NONCE_BYTES];
        ByteBuffer.wrap(sealed.bytes()).get(nonce).get(rest);
        return run(Cipher.DECRYPT_MODE, key, nonce, orderId, position, rest);
    }

    private static byte[] run(
            int mode, SealKey key, byte[] nonce, String orderId, int position, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    mode,
                    new SecretKeySpec(key.bytes(), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(
                    ("blindbox-v1/" + orderId + "/" + position).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new SealException("the seal of position " + position + " does not open");
        }
    }
}
